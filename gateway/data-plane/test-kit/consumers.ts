// Consumers for tests: an application that subscribes to the API of `route`, its key and its plan.
import { createHash } from "node:crypto";
import type { ApplicationRecord, SubscriptionRecord } from "#lib/routes/application-record.ts";
import { anyOrigin } from "#lib/routes/origin-rule.ts";
import { type PlanLimits, unlimited } from "#lib/routes/plan-record.ts";
import type { ApiKeyRecord, RoutingEntry } from "#lib/routes/route-record.ts";

/** A key of the application `shop` that does not end by itself. */
export function apiKey(text: string, overrides: Partial<ApiKeyRecord> = {}): ApiKeyRecord {
  return {
    id: `key-${text}`,
    kind: "api_key",
    hash: createHash("sha256").update(text).digest("hex"),
    applicationId: "shop",
    environment: "production",
    expiresAtMs: null,
    addresses: [],
    originRule: anyOrigin,
    ...overrides,
  };
}

/** A subscription to the API of `route` under the plan `gold`. */
export function subscription(overrides: Partial<SubscriptionRecord> = {}): SubscriptionRecord {
  return {
    id: "shop-echo",
    apiId: "api-echo",
    planId: "gold",
    state: "active",
    blocked: "none",
    ...overrides,
  };
}

/** The feed's row of an application. */
export function applicationEntry(
  subscriptions: readonly SubscriptionRecord[] = [subscription()],
  overrides: Partial<ApplicationRecord> = {},
): RoutingEntry {
  const record = { id: "shop", name: "Shop", subscriptions: [...subscriptions], ...overrides };
  return { kind: "application", id: record.id, record };
}

/** The feed's row of a plan; without limits it limits nothing. */
export function planEntry(limits: Partial<PlanLimits> = {}, id = "gold"): RoutingEntry {
  return { kind: "plan", id, record: { id, name: id, limits: { ...unlimited, ...limits } } };
}
