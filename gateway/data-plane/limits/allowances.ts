// Allowances made from limits: of an API or topic, and of a plan. Where a message cannot be taken out without spoiling what
// follows, whoever would drop is slowed down instead, and whoever would tell closes.
import type { Bucket } from "#gateway/data-plane/limits/bucket.ts";
import { burstOf } from "#gateway/data-plane/limits/rate-bucket.ts";
import type { Allowance } from "#gateway/data-plane/limits/rate-meter.ts";
import type { RateLimit } from "#lib/routes/limits.ts";
import type { PlanRate, Quota } from "#lib/routes/plan-record.ts";

const SCOPE_WORDS = {
  connection: "a connection",
  topic: "this topic",
  api: "this API",
  subscription: "this subscription",
} as const;

/** How a connection can be kept to its limits. */
export type Enforcement = {
  /** True where a message can be taken out without spoiling what follows: no compression context spans messages. */
  readonly canDrop: boolean;
  /** True where the API tells clients in a text frame rather than close. */
  readonly tellsThrottled: boolean;
};

/** Of an API's or topic's rate limit, or of a plan's rate. */
export function rateAllowance(
  key: string,
  limit: Pick<RateLimit | PlanRate, "unit" | "action" | "perSecond" | "burst" | "scope">,
  bucket: Bucket,
  enforcement: Enforcement,
): Allowance {
  const { unit, perSecond, scope } = limit;
  return {
    key,
    unit,
    action: actionOf(limit.action, enforcement),
    bucket,
    words: (needed) => {
      // What is larger than the burst never fits: it is told when there will be as much as there can be.
      const waitMs = bucket.msUntil(Math.min(needed, burstOf(limit)));
      return `${perSecond} ${unit} per second on ${SCOPE_WORDS[scope]}: wait ${Math.max(1, Math.ceil(waitMs / 1_000))} s`;
    },
  };
}

/** Of a plan's quota. */
export function quotaAllowance(
  key: string,
  quota: Quota,
  bucket: Bucket,
  enforcement: Enforcement,
): Allowance {
  const { unit, amount, per } = quota;
  return {
    key,
    unit,
    action: actionOf(quota.action, enforcement),
    bucket,
    words: () =>
      `${amount} ${unit} a ${per}: the next ${per} begins in ${Math.ceil(bucket.msUntil(amount) / 1_000)} s`,
  };
}

function actionOf(action: RateLimit["action"], enforcement: Enforcement): Allowance["action"] {
  const { canDrop, tellsThrottled } = enforcement;
  if (action === "drop" && !canDrop) return "slow";
  return action === "close" && tellsThrottled && canDrop ? "tell" : action;
}
