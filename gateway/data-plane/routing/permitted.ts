// Which directions of a topic a client may use by the scopes it brings. Judged at the handshake and again when something
// changes, never for a message: a direction that is not permitted has another meter. Pure.
import type { Grant } from "#gateway/data-plane/routing/grant.ts";
import type { TopicRoute } from "#lib/routes/route-record.ts";

/** Directions that scopes leave open. There are four, so that two can be compared by identity. */
export type Permitted = { readonly subscribe: boolean; readonly publish: boolean };

/** What a topic permits that requires no scope. */
export const permitsAll: Permitted = { subscribe: true, publish: true };
const permitsSubscribe: Permitted = { subscribe: true, publish: false };
const permitsPublish: Permitted = { subscribe: false, publish: true };
const permitsNothing: Permitted = { subscribe: false, publish: false };

/** What a topic permits to a client; null is an anonymous one, which has no scope. */
export function permittedOf({ scopes }: TopicRoute, grant: Grant | null): Permitted {
  if (scopes === undefined || grant?.credential.kind === "test") return permitsAll;
  const held = heldBy(grant);
  const has = (required: readonly string[]): boolean =>
    required.length === 0 || required.some((scope) => held.includes(scope));
  if (has(scopes.publish)) return has(scopes.subscribe) ? permitsAll : permitsPublish;
  return has(scopes.subscribe) ? permitsSubscribe : permitsNothing;
}

/** True where one of the directions that a topic has is left. */
export function isAnyPermitted(topic: TopicRoute, { subscribe, publish }: Permitted): boolean {
  return (topic.subscribe && subscribe) || (topic.publish && publish);
}

function heldBy(grant: Grant | null): readonly string[] {
  if (grant?.credential.kind === "api_key") return grant.credential.scopes;
  return grant?.token?.scopes ?? [];
}
