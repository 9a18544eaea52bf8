// How many connections a subscription has and may open, by its plan: of this worker, and of the others as they report.
import type { CountReport } from "#gateway/contract.ts";
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import type { BucketParts } from "#gateway/data-plane/limits/plan-limits.ts";
import { rateBucket } from "#gateway/data-plane/limits/rate-bucket.ts";
import { SharedBucket } from "#gateway/data-plane/limits/shared-bucket.ts";
import type { Use } from "#gateway/data-plane/routing/grant.ts";

/** Nobody knows when a connection will end: a client that asks again after so many seconds is no burden. */
const RETRY_WHEN_FULL_SECONDS = 5;
const PREFIX = "subscription:";

type NewOnes = { readonly perSecond: number; readonly bucket: SharedBucket };

export class PlanConnections {
  readonly #own = new Map<string, number>();
  readonly #others = new Map<string, number>();
  readonly #changed = new Map<string, number>();
  readonly #newOnes = new Map<string, NewOnes>();
  readonly #parts: BucketParts;

  constructor(parts: BucketParts) {
    this.#parts = parts;
  }

  /** Counts one more connection of a subscription, or says why it may not be; {@link remove} takes it back. */
  add({ subscription, plan }: Use): Refusal | null {
    const { maxConnections, maxNewConnectionsPerSecond } = plan.limits;
    const key = PREFIX + subscription.id;
    const open = (this.#own.get(key) ?? 0) + (this.#others.get(key) ?? 0);
    if (maxConnections > 0 && open >= maxConnections) {
      const detail = `The subscription has ${maxConnections} connections, which is all that its plan ${plan.name} allows. Close one first.`;
      return tooMany("too_many_connections_of_plan", detail, RETRY_WHEN_FULL_SECONDS);
    }
    const newOnes = this.#newOnesOf(key, maxNewConnectionsPerSecond);
    if (newOnes !== null && newOnes.available(this.#parts.now()) < 1) {
      const detail = `The plan ${plan.name} allows ${maxNewConnectionsPerSecond} new connections in a second. Try again in a moment.`;
      return tooMany("too_many_new_connections_of_plan", detail, newOnes.msUntil(1) / 1_000);
    }
    newOnes?.take(1);
    this.#count(key, 1);
    return null;
  }

  /** One connection less. */
  remove(subscriptionId: string): void {
    this.#count(PREFIX + subscriptionId, -1);
  }

  /** Sums of the other workers; what is not named has not changed. Keys that are not of subscriptions are ignored. */
  setOthers(report: CountReport): void {
    for (const [key, count] of report) {
      if (!key.startsWith(PREFIX)) continue;
      if (count === 0) this.#others.delete(key);
      else this.#others.set(key, count);
    }
  }

  /** Own counts that have changed since the last call. */
  takeChanges(): CountReport {
    const changes = [...this.#changed];
    this.#changed.clear();
    return changes;
  }

  /**
   * Forgets the allowances of subscriptions that have no connection here, once they have grown back, and what is shared
   * and has ended. `unixMs` is the time now.
   */
  forgetIdle(unixMs: number): void {
    this.#parts.usage.forgetEnded(unixMs);
    const nowMs = this.#parts.now();
    for (const [key, { perSecond, bucket }] of this.#newOnes) {
      if (!this.#own.has(key) && bucket.available(nowMs) >= perSecond) this.#newOnes.delete(key);
    }
  }

  #count(key: string, change: 1 | -1): void {
    const count = (this.#own.get(key) ?? 0) + change;
    if (count > 0) this.#own.set(key, count);
    else this.#own.delete(key);
    this.#changed.set(key, Math.max(0, count));
  }

  /** It holds a second's worth, and begins anew where the plan's rate changes. */
  #newOnesOf(key: string, perSecond: number): SharedBucket | null {
    if (perSecond === 0) return null;
    const known = this.#newOnes.get(key);
    if (known?.perSecond === perSecond) return known.bucket;
    const { usage, now, unixNow } = this.#parts;
    const bucket = rateBucket({ perSecond, burst: perSecond, action: "close" }, now());
    const made = new SharedBucket(bucket, `connections ${key} ${perSecond}`, usage, unixNow);
    this.#newOnes.set(key, { perSecond, bucket: made });
    return made;
  }
}

function tooMany(
  code: "too_many_connections_of_plan" | "too_many_new_connections_of_plan",
  detail: string,
  retrySeconds: number,
): Refusal {
  return new Refusal(code, detail, {
    headers: { "Retry-After": String(Math.max(1, Math.ceil(retrySeconds))) },
  });
}
