// The rates that an API and its topics limit messages to, and what tells their allowances apart. Pure.
import type { RateLimit } from "#lib/routes/limits.ts";
import type { RouteRecord, TopicRoute } from "#lib/routes/route-record.ts";

/** All that connections of a topic keep to: those of the API, and the topic's own. */
export function ratesOf(record: RouteRecord, topic: TopicRoute): readonly RateLimit[] {
  const own = topic.policy.rateLimits;
  return own.length === 0 ? record.limits.rateLimits : [...record.limits.rateLimits, ...own];
}

/** The same for the same limit of the same connection, topic or API; the address is that of the topic. */
export function rateKey(limit: RateLimit, address: string): string {
  const { scope, direction, unit, perSecond, burst, action } = limit;
  const key = `${scope} ${direction} ${unit} ${perSecond} ${burst} ${action}`;
  return scope === "topic" ? `${key} ${address}` : key;
}

/** An allowance of an API or topic, under the name that all workers and gateways give it. */
export function sharedRateKey(apiId: string, key: string): string {
  return `rate ${apiId} ${key}`;
}
