// The rates and quotas of a plan, as a connection of a subscription meets them.
import type { Budget } from "#gateway/contract.ts";
import { type Enforcement, quotaAllowance, rateAllowance } from "#gateway/data-plane/limits/allowances.ts";
import type { Bucket } from "#gateway/data-plane/limits/bucket.ts";
import { BudgetBucket } from "#gateway/data-plane/limits/budget-bucket.ts";
import type { GatewayBudgets } from "#gateway/data-plane/limits/gateway-budgets.ts";
import { quotaBudget, rateBudget } from "#gateway/data-plane/limits/plan-budgets.ts";
import { QuotaBucket } from "#gateway/data-plane/limits/quota-bucket.ts";
import { rateBucket } from "#gateway/data-plane/limits/rate-bucket.ts";
import type { Allowance } from "#gateway/data-plane/limits/rate-meter.ts";
import type { SharedUsage } from "#gateway/data-plane/limits/shared-usage.ts";
import type { Use } from "#gateway/data-plane/routing/grant.ts";
import type { PlanRate, Quota } from "#lib/routes/plan-record.ts";

/** What buckets are made with: milliseconds of a clock that never goes back, Unix time, and what workers share. */
export type BucketParts = {
  readonly usage: SharedUsage;
  readonly now: () => number;
  readonly unixNow: () => number;
  readonly budgets: GatewayBudgets;
};

export type PlanLimit = {
  /** The same for the same limit of the same plan. */
  readonly key: string;
  readonly directions: PlanRate["directions"];
  /** True where each connection has its own; else all of the subscription share it. */
  readonly isOwn: boolean;
  make(parts: BucketParts): Bucket;
  allowance(bucket: Bucket, enforcement: Enforcement): Allowance;
};

/** All of a plan, for one of its subscriptions. */
export function listPlanLimits({ subscription, plan }: Use): readonly PlanLimit[] {
  const { rates, quotas, timeZone } = plan.limits;
  if (rates.length + quotas.length === 0) return [];
  return [
    ...rates.map((rate) => planRate(subscription.id, rate, rates)),
    ...quotas.map((quota) => planQuota(subscription.id, quota, timeZone)),
  ];
}

function planRate(subscriptionId: string, rate: PlanRate, rates: readonly PlanRate[]): PlanLimit {
  const { scope, unit, perSecond, burst, directions, action } = rate;
  const key = `plan ${scope} ${unit} ${perSecond} ${burst} ${directions} ${action}`;
  return {
    key,
    directions,
    isOwn: scope === "connection",
    make: (parts) => {
      const bucket = rateBucket(rate, parts.now());
      if (scope === "connection") return bucket;
      return withinBudget(bucket, parts, () => rateBudget(subscriptionId, rate, rates));
    },
    allowance: (bucket, enforcement) => rateAllowance(key, rate, bucket, enforcement),
  };
}

function planQuota(subscriptionId: string, quota: Quota, timeZone: string): PlanLimit {
  const { unit, amount, per, directions, action } = quota;
  const key = `quota ${unit} ${amount} ${per} ${timeZone} ${directions} ${action}`;
  return {
    key,
    directions,
    isOwn: false,
    make: (parts) => {
      const bucket = new QuotaBucket(subscriptionId, quota, timeZone, parts);
      return withinBudget(bucket, parts, (unixMs) => quotaBudget(subscriptionId, quota, timeZone, unixMs));
    },
    allowance: (bucket, enforcement) => quotaAllowance(key, quota, bucket, enforcement),
  };
}

/** A bucket kept to what this worker has leased of it; `budgetNow` is of the window of a moment. */
export function withinBudget(
  bucket: Bucket,
  { budgets, unixNow }: BucketParts,
  budgetNow: (unixMs: number) => Budget,
): BudgetBucket {
  return new BudgetBucket(bucket, budgets, budgetNow, unixNow);
}
