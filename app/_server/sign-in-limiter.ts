// Brute-force limiting of sign-in, by rate-limiter-flexible, counted in the database so that all portals share it.
import "server-only";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { signInLimits } from "#lib/identity/sign-in-limit.ts";
import { getDb } from "./db.ts";

function createLimiters() {
  const limiter = (keyPrefix: string, limit: { readonly points: number; readonly durationSeconds: number }) =>
    new RateLimiterPrisma({
      storeClient: getDb(),
      keyPrefix,
      points: limit.points,
      duration: limit.durationSeconds,
    });
  return {
    both: limiter("signin-both", signInLimits.perAccountAndAddress),
    account: limiter("signin-account", signInLimits.perAccount),
    address: limiter("signin-address", signInLimits.perAddress),
  };
}

/** One set per process: each limiter has a timer of its own. */
let limiters: ReturnType<typeof createLimiters> | undefined;

function buckets(username: string, address: string) {
  limiters ??= createLimiters();
  const account = username.toLowerCase();
  return [
    { limiter: limiters.both, key: `${account}@${address}` },
    { limiter: limiters.account, key: account },
    { limiter: limiters.address, key: address },
  ] as const;
}

/** Counts an attempt, atomically; milliseconds to wait where there were too many, else 0. */
export async function countSignIn(username: string, address: string): Promise<number> {
  let waitMs = 0;
  for (const { limiter, key } of buckets(username, address)) {
    try {
      await limiter.consume(key);
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason; // a refusal is the limiter's answer, not a failure
      waitMs = Math.max(waitMs, reason.msBeforeNext);
    }
  }
  return waitMs;
}

/** A right password: the account's count is cleared, the address gets its point back. */
export async function forgiveSignIn(username: string, address: string): Promise<void> {
  const [both, account, byAddress] = buckets(username, address);
  await both.limiter.delete(both.key);
  await account.limiter.delete(account.key);
  await byAddress.limiter.reward(byAddress.key);
}
