// Brute-force limiting of sign-in, by rate-limiter-flexible, counted in the database so that all portals share it.
import "server-only";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import type { Db } from "#lib/db/db.ts";
import { signInLimits } from "#lib/identity/sign-in-limit.ts";
import { getDb } from "./db.ts";

type Bucket = { readonly limiter: RateLimiterPrisma; readonly key: string; readonly points: number };

function buckets(db: Db, username: string, address: string): Bucket[] {
  const { perAccountAndAddress, perAccount, perAddress } = signInLimits;
  const account = username.toLowerCase();
  const limiter = (keyPrefix: string, limit: { points: number; durationSeconds: number }) =>
    new RateLimiterPrisma({
      storeClient: db,
      keyPrefix,
      points: limit.points,
      duration: limit.durationSeconds,
    });
  return [
    {
      limiter: limiter("signin-both", perAccountAndAddress),
      key: `${account}@${address}`,
      points: perAccountAndAddress.points,
    },
    { limiter: limiter("signin-account", perAccount), key: account, points: perAccount.points },
    { limiter: limiter("signin-address", perAddress), key: address, points: perAddress.points },
  ];
}

/** Milliseconds to wait before the next attempt; 0 where one is allowed. */
export async function signInWaitMs(username: string, address: string): Promise<number> {
  let waitMs = 0;
  for (const { limiter, key, points } of buckets(getDb(), username, address)) {
    const state = await limiter.get(key);
    if (state && state.consumedPoints >= points) waitMs = Math.max(waitMs, state.msBeforeNext);
  }
  return waitMs;
}

/** Counts a wrong password. */
export async function countFailedSignIn(username: string, address: string): Promise<void> {
  for (const { limiter, key } of buckets(getDb(), username, address)) {
    await limiter.consume(key).catch((reason: unknown) => {
      if (!(reason instanceof RateLimiterRes)) throw reason; // a refusal is the limiter's answer, not a failure
    });
  }
}

/** A right password clears the buckets of the account. */
export async function clearFailedSignIns(username: string, address: string): Promise<void> {
  const ofAccount = buckets(getDb(), username, address).slice(0, 2);
  await Promise.all(ofAccount.map(({ limiter, key }) => limiter.delete(key)));
}
