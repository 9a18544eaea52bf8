// How often a person may have a gateway dial an endpoint, or the portal fetch a document: enough for work, too little for a
// scan. Counted in memory, for each portal on its own.
import "server-only";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

const limiter = new RateLimiterMemory({ keyPrefix: "dial", points: 20, duration: 60 });

/** Counts dials; milliseconds to wait where there were too many, else 0. */
export async function countDial(userId: string, dials = 1): Promise<number> {
  try {
    await limiter.consume(userId, dials);
    return 0;
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason; // a refusal is the limiter's answer, not a failure
    return Math.max(1, reason.msBeforeNext);
  }
}

/** What somebody who has to wait is told. */
export function fetchWait(waitMs: number): string {
  return `You can fetch documents and test endpoints 20 times a minute. Try again in ${Math.ceil(waitMs / 1_000)} s.`;
}

export function endpointTestWait(waitMs: number): string {
  return `You can test an endpoint 20 times a minute. Try again in ${Math.ceil(waitMs / 1_000)} s.`;
}
