// What of an API gateways share, as budgets. Those of a topic are apart: an API may have many of which few are in use. Pure.
import type { Budget } from "#gateway/contract.ts";
import { rateKey, ratesOf, sharedRateKey } from "#gateway/data-plane/limits/api-rates.ts";
import {
  connectionsBudget,
  growingBudget,
  newConnectionsBudget,
} from "#gateway/data-plane/limits/plan-budgets.ts";
import { burstOf } from "#gateway/data-plane/limits/rate-bucket.ts";
import type { RateLimit } from "#lib/routes/limits.ts";
import type { RouteRecord, TopicRoute } from "#lib/routes/route-record.ts";

/** Whose the budgets of an API are, but those of its topics. */
export function apiOwner(apiId: string): string {
  return `api ${apiId}`;
}

/** Whose the budgets of a topic are. */
export function topicOwner(apiId: string, address: string): string {
  return `topic ${apiId} ${address}`;
}

/** All budgets of an API but those of its topics; a topic may name a rate of the whole API too. */
export function apiBudgets({ apiId, limits, topics }: RouteRecord): Budget[] {
  const { maxConnections, maxNewConnectionsPerSecond, rateLimits } = limits;
  const owner = apiOwner(apiId);
  const rates = [...rateLimits, ...topics.flatMap(({ policy }) => policy.rateLimits)];
  return [
    ...rates.filter(({ scope }) => scope === "api").map((limit) => apiRateBudget(apiId, limit, "")),
    ...(maxConnections > 0 ? [connectionsBudget(owner, maxConnections)] : []),
    ...(maxNewConnectionsPerSecond > 0 ? [newConnectionsBudget(owner, maxNewConnectionsPerSecond)] : []),
  ];
}

/** All budgets of a topic alone. */
export function topicBudgets(record: RouteRecord, topic: TopicRoute): Budget[] {
  return ratesOf(record, topic)
    .filter(({ scope }) => scope === "topic")
    .map((limit) => apiRateBudget(record.apiId, limit, topic.address));
}

/** Of a rate of an API, or of the topic at an address. Its key holds its numbers, as in a worker: a changed rate begins anew. */
export function apiRateBudget(apiId: string, limit: RateLimit, address: string): Budget {
  const key = sharedRateKey(apiId, rateKey(limit, address));
  return growingBudget(key, limit.perSecond, burstOf(limit));
}
