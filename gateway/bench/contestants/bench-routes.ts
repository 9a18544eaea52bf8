// The APIs that the gateway of the bench serves, and the one of them that is called.
import { defaultRuntime } from "#lib/apis/api-fields.ts";
import { endpointPoolSchema } from "#lib/routes/endpoint-pool.ts";
import { defaultTopicPolicy, type RateLimit, type RuntimeLimits } from "#lib/routes/limits.ts";
import { defaultPassRules } from "#lib/routes/pass-rules.ts";
import { type PlanLimits, planRateScopes } from "#lib/routes/plan-record.ts";
import type { RouteRecord, TopicRoute } from "#lib/routes/route-record.ts";

const CALLED_API = 500;
/** Topics of an API that have a URL mapping, beside the one whose messages are read. */
export const roomTopics = 9;
/** More than any bench sends: the meters count, and nothing is held back. */
const NEVER_REACHED = 1_000_000_000;
const units = ["messages", "bytes"] as const;

/** Key that opens the called API; no real one. */
export const benchKey = "slt_bench";
/** Key of an application that uses the called API under a plan; no real one. */
export const benchPlanKey = "slk_bench";
export const benchApiId = apiId(CALLED_API);
/** A topic of the called API that needs the key and has a URL mapping. */
export const benchPath = `/bench${CALLED_API}/1.0.0/rooms7/42`;

/** A topic of the same API, whose messages are read with `ws`. */
export const inspectedPath = `/bench${CALLED_API}/1.0.0/inspected/42`;

/** One of the APIs: published, secured, ten topics, default limits; the called one has rate limits of every kind. */
export function benchApi(number: number, endpoint: string): RouteRecord {
  return {
    apiId: apiId(number),
    name: `Bench ${number}`,
    version: "1.0.0",
    revision: 1,
    state: "published",
    basePaths: [`/bench${number}/1.0.0`],
    topics: [
      { ...topic("inspected"), policy: { ...defaultTopicPolicy, inspect: true } },
      ...Array.from({ length: roomTopics }, (_, room) => topic(`rooms${room}`)),
    ],
    endpoints: { production: endpointPoolSchema.parse({ backends: [{ url: endpoint }] }), sandbox: null },
    security: defaultRuntime.security,
    passRules: defaultPassRules,
    limits: number === CALLED_API ? meteredLimits() : defaultRuntime.limits,
  };
}

/** A plan with rates and quotas of every kind, none of them ever reached. */
export const benchPlan: Partial<PlanLimits> = {
  rates: planRateScopes.flatMap((scope) =>
    units.map((unit) => ({
      scope,
      unit,
      perSecond: NEVER_REACHED,
      burst: NEVER_REACHED,
      directions: "both",
      action: "slow",
    })),
  ),
  quotas: units.map((unit) => ({
    unit,
    amount: 1_000 * NEVER_REACHED,
    per: "month",
    directions: "both",
    action: "close",
  })),
};

function apiId(number: number): string {
  return `bench-${number}`;
}

function topic(name: string): TopicRoute {
  return {
    address: `/${name}/{roomID}`,
    uriMapping: `/${name}?room={roomID}`,
    subscribe: true,
    publish: true,
    isSecured: true,
    policy: defaultTopicPolicy,
  };
}

/** Messages and bytes, of each connection and of the whole API, both ways. */
function meteredLimits(): RuntimeLimits {
  const allowance = { perSecond: NEVER_REACHED, burst: NEVER_REACHED, action: "slow" } as const;
  const rateLimits = (["connection", "api"] as const).flatMap((scope) =>
    (["fromClient", "fromBackend"] as const).flatMap((direction): RateLimit[] => [
      { scope, direction, unit: "messages", ...allowance },
      { scope, direction, unit: "bytes", ...allowance },
    ]),
  );
  return { ...defaultRuntime.limits, rateLimits };
}
