// The APIs that the gateway of the bench serves, and the one of them that is called.
import { defaultRuntime } from "#lib/apis/api-fields.ts";
import { endpointPoolSchema } from "#lib/routing/endpoint-pool.ts";
import { defaultTopicPolicy } from "#lib/routing/limits.ts";
import type { RouteRecord, TopicRoute } from "#lib/routing/route-record.ts";

const CALLED_API = 500;
const ROOMS = 9;

/** Key that opens the called API; no real one. */
export const benchKey = "slt_bench";
export const benchApiId = apiId(CALLED_API);
/** A topic of the called API that needs the key and has a URL mapping. */
export const benchPath = `/bench${CALLED_API}/1.0.0/rooms7/42`;

/** One of the APIs: published, secured, ten topics, default limits. */
export function benchApi(number: number, endpoint: string): RouteRecord {
  return {
    apiId: apiId(number),
    name: `Bench ${number}`,
    version: "1.0.0",
    revision: 1,
    state: "published",
    basePaths: [`/bench${number}/1.0.0`],
    topics: [
      topic("/notifications", null),
      ...Array.from({ length: ROOMS }, (_, room) =>
        topic(`/rooms${room}/{roomID}`, `/rooms${room}?room={roomID}`),
      ),
    ],
    endpoints: { production: endpointPoolSchema.parse({ backends: [{ url: endpoint }] }), sandbox: null },
    security: defaultRuntime.security,
    limits: defaultRuntime.limits,
  };
}

function apiId(number: number): string {
  return `bench-${number}`;
}

function topic(address: string, uriMapping: string | null): TopicRoute {
  return { address, uriMapping, subscribe: true, publish: true, isSecured: true, policy: defaultTopicPolicy };
}
