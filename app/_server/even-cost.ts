// Makes every attempt to sign in cost one computation of a hash, whatever the name: an attempt that ends without one gives
// away that there is no such account.
import { AsyncLocalStorage } from "node:async_hooks";

type Passwords = {
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (data: { hash: string; password: string }) => Promise<boolean>;
};

/**
 * Wraps the auth library's password functions: `passwords` goes to the library, and `evenly` runs an attempt and afterwards
 * the computation that the attempt did without.
 */
export function createEvenCost({ hash, verify }: Passwords) {
  const attempts = new AsyncLocalStorage<{ computations: number }>();
  const count = () => {
    const attempt = attempts.getStore();
    if (attempt) attempt.computations += 1;
  };
  const passwords: Passwords = {
    hash: (password) => {
      count();
      return hash(password);
    },
    verify: (data) => {
      count();
      return verify(data);
    },
  };
  const evenly = async <Value>(password: string, attempt: () => Promise<Value>): Promise<Value> => {
    const counted = { computations: 0 };
    try {
      return await attempts.run(counted, attempt);
    } finally {
      if (counted.computations === 0) await hash(password);
    }
  };
  return { passwords, evenly };
}
