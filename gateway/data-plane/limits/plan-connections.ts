// How many connections of a subscription this worker has and may open, by its plan and by what it has leased of that.
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import type { Bucket } from "#gateway/data-plane/limits/bucket.ts";
import {
  connectionsKey,
  newConnectionsBudget,
  planBudgets,
} from "#gateway/data-plane/limits/plan-budgets.ts";
import { type BucketParts, withinBudget } from "#gateway/data-plane/limits/plan-limits.ts";
import { rateBucket } from "#gateway/data-plane/limits/rate-bucket.ts";
import type { Use } from "#gateway/data-plane/routing/grant.ts";
import type { PlanRecord } from "#lib/routes/plan-record.ts";

/** Nobody knows when a connection will end: a client that asks again after so many seconds is no burden. */
const RETRY_WHEN_FULL_SECONDS = 5;

type NewOnes = { readonly perSecond: number; readonly bucket: Bucket };

export class PlanConnections {
  readonly #own = new Map<string, number>();
  readonly #newOnes = new Map<string, NewOnes>();
  readonly #parts: BucketParts;

  constructor(parts: BucketParts) {
    this.#parts = parts;
  }

  /** Counts one more connection of a subscription, or says why it may not be; {@link remove} takes it back. */
  add(use: Use): Refusal | null {
    const { subscription, plan } = use;
    const { id } = subscription;
    const { budgets, now, unixNow } = this.#parts;
    budgets.open(id, planBudgets(use, unixNow()));
    const refusal = this.#judge(use, now());
    if (refusal !== null) {
      if (!this.#own.has(id)) budgets.close(id);
      return refusal;
    }
    this.#newOnesOf(id, plan.limits.maxNewConnectionsPerSecond)?.take(1);
    this.#count(id, 1);
    return null;
  }

  /** Why a connection that was counted may not be after all, by what this worker has leased. */
  judgeShare({ subscription: { id }, plan }: Use): Refusal | null {
    const { maxConnections, maxNewConnectionsPerSecond } = plan.limits;
    if (maxConnections > 0 && this.#freeShare(id) < 0) return tooManyOpen(plan);
    const newOnes = this.#newOnesOf(id, maxNewConnectionsPerSecond);
    if (newOnes === null || newOnes.available(this.#parts.now()) > -1) return null;
    return tooManyNew(plan, newOnes.msUntil(1));
  }

  /** The plan of a subscription that has connections here is this one now. */
  followPlan(use: Use): void {
    const { budgets, unixNow } = this.#parts;
    const { id } = use.subscription;
    const count = this.#own.get(id);
    if (count === undefined) return;
    budgets.open(id, planBudgets(use, unixNow()));
    budgets.hold(connectionsKey(id), count);
  }

  /** One connection less. */
  remove(subscriptionId: string): void {
    this.#count(subscriptionId, -1);
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

  #judge({ subscription: { id }, plan }: Use, nowMs: number): Refusal | null {
    const { maxConnections, maxNewConnectionsPerSecond } = plan.limits;
    const open = this.#own.get(id) ?? 0;
    // Of what workers share there may be more in a moment: that is waited for, see judgeShare.
    if (maxConnections > 0 && open >= maxConnections) return tooManyOpen(plan);
    const newOnes = this.#newOnesOf(id, maxNewConnectionsPerSecond);
    if (newOnes === null || newOnes.available(nowMs) >= 1) return null;
    return tooManyNew(plan, newOnes.msUntil(1));
  }

  /** How many more connections this worker may have; without end where the plan has no limit. */
  #freeShare(subscriptionId: string): number {
    const { budgets, now } = this.#parts;
    return budgets.freeSlots(connectionsKey(subscriptionId), now());
  }

  #count(subscriptionId: string, change: 1 | -1): void {
    const count = (this.#own.get(subscriptionId) ?? 0) + change;
    if (count > 0) this.#own.set(subscriptionId, count);
    else this.#own.delete(subscriptionId);
    const { budgets } = this.#parts;
    budgets.hold(connectionsKey(subscriptionId), Math.max(0, count));
    if (count <= 0) budgets.close(subscriptionId);
  }

  /** It holds a second's worth, and begins anew where the plan's rate changes. */
  #newOnesOf(subscriptionId: string, perSecond: number): Bucket | null {
    if (perSecond === 0) return null;
    const known = this.#newOnes.get(subscriptionId);
    if (known?.perSecond === perSecond) return known.bucket;
    const bucket = rateBucket({ perSecond, burst: perSecond, action: "close" }, this.#parts.now());
    const made = withinBudget(bucket, this.#parts, () => newConnectionsBudget(subscriptionId, perSecond));
    this.#newOnes.set(subscriptionId, { perSecond, bucket: made });
    return made;
  }
}

function tooManyOpen({ name, limits }: PlanRecord): Refusal {
  const detail = `The subscription has ${limits.maxConnections} connections, which is all that its plan ${name} allows. Close one first.`;
  return tooMany("too_many_connections_of_plan", detail, RETRY_WHEN_FULL_SECONDS);
}

function tooManyNew({ name, limits }: PlanRecord, waitMs: number): Refusal {
  const detail = `The plan ${name} allows ${limits.maxNewConnectionsPerSecond} new connections in a second. Try again in a moment.`;
  return tooMany("too_many_new_connections_of_plan", detail, waitMs / 1_000);
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
