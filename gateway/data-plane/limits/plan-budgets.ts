// What of a plan gateways share, as budgets. Their keys hold none of the plan's numbers: a changed plan goes on from what was
// used. Pure.
import type { Budget } from "#gateway/contract.ts";
import { burstOf } from "#gateway/data-plane/limits/rate-bucket.ts";
import type { Use } from "#gateway/data-plane/routing/grant.ts";
import type { PlanRate, Quota } from "#lib/routes/plan-record.ts";
import { quotaKey, quotaWindowAt } from "#lib/routes/quota-window.ts";

/** What a gateway that dies may cost a quota: a hundredth, or this where it is more, for bursts and large messages. */
const LEAST_LEASED = { messages: 1_000, bytes: 16 * 1_048_576 } as const;

/** All budgets of a subscription in the window of a moment, which is Unix time in milliseconds. */
export function planBudgets({ subscription, plan }: Use, unixMs: number): Budget[] {
  const { rates, quotas, timeZone, maxConnections, maxNewConnectionsPerSecond } = plan.limits;
  return [
    ...rates.flatMap((rate) =>
      rate.scope === "subscription" ? rateBudget(subscription.id, rate, rates) : [],
    ),
    ...quotas.map((quota) => quotaBudget(subscription.id, quota, timeZone, unixMs)),
    ...(maxConnections > 0 ? [connectionsBudget(subscription.id, maxConnections)] : []),
    ...(maxNewConnectionsPerSecond > 0
      ? [newConnectionsBudget(subscription.id, maxNewConnectionsPerSecond)]
      : []),
  ];
}

/** Of a rate of a plan that all connections of a subscription share; `rates` are all of the plan. */
export function rateBudget(subscriptionId: string, rate: PlanRate, rates: readonly PlanRate[]): Budget {
  const { scope, unit, directions, perSecond } = rate;
  // A plan may have one for a burst and another for the long run.
  const alike = rates.filter((it) => it.scope === scope && it.unit === unit && it.directions === directions);
  const key = `rate ${subscriptionId} ${unit} ${directions} ${alike.indexOf(rate)}`;
  return growingBudget(key, perSecond, burstOf(rate));
}

/** Of a quota, in the window of a moment by the clocks of the plan's time zone. */
export function quotaBudget(subscriptionId: string, quota: Quota, timeZone: string, unixMs: number): Budget {
  const { unit, amount, per } = quota;
  const { startMs, endMs } = quotaWindowAt(per, timeZone, unixMs);
  const mostLeased = Math.min(amount, Math.max(Math.ceil(amount / 100), LEAST_LEASED[unit]));
  const key = quotaKey(subscriptionId, quota, startMs);
  return { key, kind: "quota", capacity: amount, perSecond: 0, mostLeased, endsAtMs: endMs };
}

/** Of the connections that an owner has: a subscription, or an API. */
export function connectionsKey(ownerId: string): string {
  return `connections ${ownerId}`;
}

/** Of the connections that an owner may have. */
export function connectionsBudget(ownerId: string, most: number): Budget {
  const key = connectionsKey(ownerId);
  return { key, kind: "slots", capacity: most, perSecond: 0, mostLeased: most, endsAtMs: 0 };
}

/** Of the connections that it may open: a second's worth at once. */
export function newConnectionsBudget(ownerId: string, perSecond: number): Budget {
  return growingBudget(`new connections ${ownerId}`, perSecond, perSecond);
}

/** Of a rate. */
export function growingBudget(key: string, perSecond: number, capacity: number): Budget {
  return { key, kind: "rate", capacity, perSecond, mostLeased: capacity, endsAtMs: 0 };
}
