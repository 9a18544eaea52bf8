// The token bucket of a rate.
import { PACE_MS } from "#gateway/data-plane/limits/pacer.ts";
import { TokenBucket } from "#gateway/data-plane/limits/token-bucket.ts";
import type { RateLimit } from "#lib/routes/limits.ts";

type Rate = Pick<RateLimit, "perSecond" | "burst" | "action">;

/** A full one. `nowMs` is the time of a clock that never goes back. */
export function rateBucket(rate: Rate, nowMs: number): TokenBucket {
  return new TokenBucket(rate.perSecond, burstOf(rate), nowMs);
}

/**
 * The most that a rate saves up. One message at least. Who is slowed down is woken a little late: what grew meanwhile must fit in, or the rate would
 * never be reached.
 */
export function burstOf({ perSecond, burst, action }: Rate): number {
  const least = Math.max(1, burst);
  return action === "slow" ? Math.max(least, (2 * PACE_MS * perSecond) / 1_000) : least;
}
