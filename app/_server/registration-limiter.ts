// How many accounts an address makes, counted in the database so that all portals share it.
import "server-only";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { registrationLimit } from "#lib/identity/registration.ts";
import { getDb } from "./db.ts";

/** One per process: it has a timer of its own. */
let limiter: RateLimiterPrisma | undefined;

/** Counts an account of an address; milliseconds to wait where there were too many, else 0. */
export async function countRegistration(address: string): Promise<number> {
  const { points, durationSeconds: duration } = registrationLimit;
  limiter ??= new RateLimiterPrisma({ storeClient: getDb(), keyPrefix: "register", points, duration });
  try {
    await limiter.consume(address);
    return 0;
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason; // a refusal is the limiter's answer, not a failure
    return reason.msBeforeNext;
  }
}
