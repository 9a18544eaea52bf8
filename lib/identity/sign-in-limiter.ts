// Counts attempts to sign in where they come from. Where the counts are kept is the caller's choice.
import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { signInLimits } from "./sign-in-limit.ts";

/** Who tries: an address bucket, and the id of the device where its cookie shows that the account was signed in on it. */
export type SignInSource = {
  readonly username: string;
  readonly address: string;
  readonly deviceId: string | null;
};

export type SignInLimiter = {
  /** Counts an attempt, atomically; milliseconds to wait where there were too many, else 0. */
  readonly count: (source: SignInSource) => Promise<number>;
  /** A right password: what counts this account at this source is cleared, its address gets its point back. */
  readonly forgive: (source: SignInSource) => Promise<void>;
};

type Options = { keyPrefix: string; points: number; duration: number; inMemoryBlockOnConsumed?: number };

export function createSignInLimiter(create: (options: Options) => RateLimiterAbstract): SignInLimiter {
  const limiter = (keyPrefix: string, { points, durationSeconds: duration }: Limit) =>
    // Who was refused once is refused from memory: a flood must not become a flood of writes.
    create({ keyPrefix, points, duration, inMemoryBlockOnConsumed: points + 1 });
  const device = limiter("signin-device", signInLimits.perAccountAndDevice);
  const both = limiter("signin-both", signInLimits.perAccountAndAddress);
  const address = limiter("signin-address", signInLimits.perAddress);
  const account = limiter("signin-account", signInLimits.perAccount);
  const attacked = limiter("signin-attacked", signInLimits.perAccountAndAddressUnderAttack);

  const keys = (source: SignInSource) => {
    const name = source.username.toLowerCase();
    return {
      name,
      both: JSON.stringify([name, source.address]),
      device: JSON.stringify([name, source.deviceId]),
    };
  };
  return {
    count: async (source) => {
      const key = keys(source);
      if (source.deviceId !== null) return consume(device, key.device);
      const waitMs = Math.max(await consume(address, source.address), await consume(both, key.both));
      if (waitMs > 0) return waitMs; // who has to wait anyway does not bring the account under attack
      const isUnderAttack = (await consume(account, key.name)) > 0;
      return isUnderAttack ? consume(attacked, key.both) : 0;
    },
    forgive: async (source) => {
      const key = keys(source);
      if (source.deviceId !== null) {
        await device.delete(key.device);
        return;
      }
      await both.delete(key.both);
      await attacked.delete(key.both);
      await address.reward(source.address);
    },
  };
}

type Limit = { readonly points: number; readonly durationSeconds: number };

async function consume(limiter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason; // a refusal is the limiter's answer, not a failure
    return reason.msBeforeNext;
  }
}
