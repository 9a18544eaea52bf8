// Brute-force limiting of sign-in, by rate-limiter-flexible, counted in the database so that all portals share it.
import "server-only";
import { RateLimiterPrisma } from "rate-limiter-flexible";
import { createSignInLimiter, type SignInLimiter } from "#lib/identity/sign-in-limiter.ts";
import { getDb } from "./db.ts";

/** One per process: each of its limiters has a timer of its own. */
let limiter: SignInLimiter | undefined;

export function getSignInLimiter(): SignInLimiter {
  limiter ??= createSignInLimiter((options) => new RateLimiterPrisma({ ...options, storeClient: getDb() }));
  return limiter;
}
