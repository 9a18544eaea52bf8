// Decides where a handshake leads and whether it may pass: synchronous, pure functions of the request, the routing table
// and the time. Order: is anything known at all, then route, deny policies, credential (with the policies about whose it
// is), lifecycle state, origin, endpoint, and last what its definition demands: who may not connect learns nothing of that.

import {
  type Forwardable,
  hashCredential,
  misplacedCredentials,
  presentedCredentials,
  withCredentials,
  withoutCredentials,
} from "#gateway/data-plane/handshake/credential.ts";
import { judgeCredential } from "#gateway/data-plane/handshake/credential-rules.ts";
import { judgeParameters } from "#gateway/data-plane/handshake/demanded-parameters.ts";
import { type Asking, judgeDenial } from "#gateway/data-plane/handshake/deny-rules.ts";
import { MAX_HOPS } from "#gateway/data-plane/http/hops.ts";
import { insufficientScope, loopDetected, Refusal, unauthorized } from "#gateway/data-plane/http/refusal.ts";
import { type RequestHead, valuesOf } from "#gateway/data-plane/http/request-head.ts";
import {
  encodedSlashRefusal,
  pathBelow,
  segmentsBeforeSlash,
} from "#gateway/data-plane/http/request-target.ts";
import { tooManyFailedCredentials } from "#gateway/data-plane/limits/failed-credentials.ts";
import type { Grant } from "#gateway/data-plane/routing/grant.ts";
import { isAnyPermitted, permittedOf } from "#gateway/data-plane/routing/permitted.ts";
import type { PoolBackend, PoolRoute } from "#gateway/data-plane/routing/pool-route.ts";
import type { ApiMatch, ApiRoute, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { TopicMatch } from "#gateway/data-plane/routing/topic-trie.ts";
import { resolveBackendPath, type TopicRequest } from "#lib/routes/backend-url.ts";
import { judgeOrigin, originRefusedDetail } from "#lib/routes/origin-rule.ts";
import type { EndpointEnvironment, TopicRoute } from "#lib/routes/route-record.ts";

/** A handshake that may go on to the backend. */
export type Admitted = {
  readonly api: ApiRoute;
  readonly topic: TopicRoute;
  /** What opened it; null for an anonymous client. */
  readonly grant: Grant | null;
  readonly pool: PoolRoute;
  /** What of the request decides the backend's URL; see {@link backendPathOf}. */
  readonly topicRequest: TopicRequest;
  readonly forwardable: Forwardable;
  /** False where the cookies may be those of a person whose browser shows somebody else's page. */
  readonly passesCookies: boolean;
};

/** Where a request leads: an API and one of its topics. */
export type Route = ApiMatch & TopicMatch;

/** Finds the topic that a well-formed request asks for. */
export function findRoute({ target }: RequestHead, table: RoutingTable): Route | Refusal {
  if (!table.isReady) return notReady();
  const match = table.matchApi(segmentsBeforeSlash(target));
  if (match === null) {
    const refusal = encodedSlashRefusal(target, null);
    if (refusal !== null) return refusal;
    return new Refusal(
      "api_not_found",
      "No API is deployed at this path. Check context and version in the URL.",
    );
  }
  const { api, depth } = match;
  const topicMatch = api.matchTopic(target.segments.slice(depth));
  const outcome =
    encodedSlashRefusal(target, api.record.passRules.encodedSlashes) ??
    (topicMatch === null
      ? new Refusal("topic_not_found", "The API has no topic at this path.")
      : { api, depth, ...topicMatch });
  if (outcome instanceof Refusal) {
    outcome.about = { apiId: api.record.apiId, topic: topicMatch?.topic.address ?? "" };
  }
  return outcome;
}

/**
 * Judges a request whose topic has been found. For `credentialWaitMs` no credential from the client's network is judged
 * where one is needed; 0 where it is.
 */
export function admit(
  head: RequestHead,
  route: Route,
  table: RoutingTable,
  asking: Asking,
  credentialWaitMs = 0,
): Admitted | Refusal {
  const outcome = admitTo(route, head, table, { ...asking, credentialWaitMs });
  if (outcome instanceof Refusal) {
    outcome.about = { apiId: route.api.record.apiId, topic: route.topic.address };
  }
  return outcome;
}

/** Both at once: where the request leads, and whether it may pass. */
export function routeAndAdmit(head: RequestHead, table: RoutingTable, asking: Asking): Admitted | Refusal {
  const route = findRoute(head, table);
  return route instanceof Refusal ? route : admit(head, route, table, asking);
}

function admitTo(
  { api, depth, topic, params }: Route,
  head: RequestHead,
  table: RoutingTable,
  { credentialWaitMs, ...asking }: Asking & { readonly credentialWaitMs: number },
): Admitted | Refusal {
  const { target } = head;
  const { consumers } = table;
  const { encodedSlashes } = api.record.passRules;
  if (head.hops >= MAX_HOPS) return loopDetected();
  const denied = judgeDenial(asking, { api, grant: null }, consumers);
  if (denied !== null) return denied;
  const presented = presentedCredentials(head);
  const [used = null] = presented;
  const judge = (text: string): Grant | Refusal =>
    credentialWaitMs > 0 && !isOpenToAnybody(api, topic)
      ? tooManyFailedCredentials(credentialWaitMs)
      : judgeCredential(text, { head, api, ...asking }, consumers);
  const verdict = used === null ? null : judge(used);
  const grant = identify(verdict, api, topic);
  if (grant instanceof Refusal) return grant;
  const deniedOwner = grant === null ? null : judgeDenial(asking, { api, grant }, consumers);
  if (deniedOwner !== null) return deniedOwner;
  const unpermitted = judgeScopes(topic, grant, verdict);
  if (unpermitted !== null) return unpermitted;
  const origins = valuesOf(head.fields, "origin");
  const { isAdmitted, passesCookies } = judgeOrigin(api.record.security.originRule, origins);
  if (!isAdmitted)
    return new Refusal("origin_refused", originRefusedDetail(api.record.security.originRule, origins));
  const pool = choosePool(api, grant?.credential.environment ?? "production");
  if (pool instanceof Refusal) return pool;

  // Of an API that asks for no credential, the carriers are the backend's business, unless they hold one of ours.
  const isOurs = (text: string): boolean =>
    consumers.findKeyByHash(hashCredential(text)) !== null ||
    consumers.tokens.isMeantForUs(text) ||
    consumers.issuers.isMeantForUs(text);
  const forwardable =
    api.isSecured || presented.some(isOurs) || misplacedCredentials(head).some(isOurs)
      ? withoutCredentials(head, [...presented, ...misplacedCredentials(head)])
      : withCredentials(head);
  const unmet = topic.handshake === undefined ? null : judgeParameters(topic.handshake, forwardable);
  if (unmet !== null) return unmet;
  const topicRequest = {
    uriMapping: topic.uriMapping,
    params,
    query: forwardable.query,
    remainder: pathBelow(target.rawPath, depth),
    encodedSlashes,
  };
  const admitted = { api, topic, grant, pool, topicRequest, forwardable, passesCookies };
  // Whether a path can be made does not depend on which of the backends it is for.
  const [first] = pool.backends;
  if (first !== undefined && backendPathOf(admitted, first) !== null) return admitted;
  const detail =
    "A parameter that goes into the backend's path may not be `.` or `..`, nor have slashes, backslashes or control characters.";
  return new Refusal("bad_parameter", detail);
}

/** Path and query to ask one of the backends for; null where a parameter may not stand in a path. */
export function backendPathOf(
  { topicRequest }: Pick<Admitted, "topicRequest">,
  { endpoint }: PoolBackend,
): string | null {
  return resolveBackendPath(endpoint, topicRequest);
}

function notReady(): Refusal {
  const detail = "The gateway has not loaded its routes yet. Try again in a moment.";
  return new Refusal("not_ready", detail, { headers: { "Retry-After": "1" } });
}

/**
 * What opens the topic to the client, null for an anonymous one, or why it may not pass; `verdict` is what became of the
 * credential it presented, null where it presented none. On a topic that needs none, a credential that would not be
 * accepted counts as none: an open topic stays open.
 */
function identify(verdict: Grant | Refusal | null, api: ApiRoute, topic: TopicRoute): Grant | Refusal | null {
  if (verdict !== null && !(verdict instanceof Refusal) && !opensUnpublished(verdict, api)) {
    return notPublished(api);
  }
  if (api.needsCredential(topic)) {
    return verdict ?? unauthorized("credential_missing", missingCredentialDetail(api));
  }
  if (api.record.state === "created") {
    // A wrong test key is told what is wrong with it; nobody gets in without one.
    return verdict ?? notPublished(api);
  }
  return verdict instanceof Refusal ? null : verdict;
}

/**
 * Why scopes leave a client no direction of a topic; null where they leave one. On a topic that is open otherwise an
 * anonymous client is asked for a credential, or told what is wrong with the one it presented.
 */
function judgeScopes(
  topic: TopicRoute,
  grant: Grant | null,
  verdict: Grant | Refusal | null,
): Refusal | null {
  if (isAnyPermitted(topic, permittedOf(topic, grant))) return null;
  if (grant !== null) return insufficientScope(requiredScopesOf(topic));
  if (verdict instanceof Refusal) return verdict;
  return unauthorized("credential_missing", HOW_TO_PRESENT);
}

/** True where a client that brings no credential passes. */
function isOpenToAnybody(api: ApiRoute, topic: TopicRoute): boolean {
  const isOpen = !api.needsCredential(topic) && api.record.state !== "created";
  return isOpen && isAnyPermitted(topic, permittedOf(topic, null));
}

/** All that open one of its directions. */
function requiredScopesOf({ scopes, subscribe, publish }: TopicRoute): string[] {
  return [
    ...new Set([
      ...(subscribe ? (scopes?.subscribe ?? []) : []),
      ...(publish ? (scopes?.publish ?? []) : []),
    ]),
  ];
}

/** Only test keys open what is not published. */
function opensUnpublished({ credential }: Grant, api: ApiRoute): boolean {
  return api.record.state !== "created" || credential.kind === "test";
}

function notPublished(api: ApiRoute): Refusal {
  return new Refusal("api_not_published", missingCredentialDetail(api));
}

const HOW_TO_PRESENT =
  "Send `Authorization: Bearer`, header or query `apikey`, or subprotocol `sluice.token.<credential>`.";

function missingCredentialDetail(api: ApiRoute): string {
  return api.record.state === "created"
    ? "The API is not published yet. Connect with a test key from its overview page."
    : HOW_TO_PRESENT;
}

function choosePool(api: ApiRoute, environment: EndpointEnvironment): PoolRoute | Refusal {
  const pool = api.pool(environment);
  if (pool !== null) return pool;
  return environment === "sandbox"
    ? new Refusal("no_sandbox_endpoint", "The API has no sandbox endpoint: use a production credential.")
    : new Refusal("no_endpoint", "The API has no endpoint that can be dialled.");
}
