// Whether what opened a connection still opens it, after a change of credential, application, plan, API or deny policy.
// Pure.
import { type GatewayClose, gatewayClose } from "#gateway/data-plane/frames/close-code.ts";
import { type Grant, judgeGrant } from "#gateway/data-plane/routing/grant.ts";
import { isAnyPermitted, type Permitted, permittedOf } from "#gateway/data-plane/routing/permitted.ts";
import { type PlaceOfUse, unpermittedBy } from "#gateway/data-plane/routing/place-of-use.ts";
import type { ApiRoute, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { TopicRoute } from "#lib/routes/route-record.ts";

/** What keeps a connection open after a change, and which directions of its topic that leaves. */
type StillOpen = { readonly grant: Grant | null; readonly permitted: Permitted };

/** Judges a connection anew that was opened by a grant, or by none; returns why it must go. */
export function reopen(
  former: Grant | null,
  { api, topic }: { readonly api: ApiRoute; readonly topic: TopicRoute },
  table: RoutingTable,
): StillOpen | GatewayClose {
  const grant = former === null ? null : regrant(former, api, table);
  if (grant === null) {
    if (api.record.state === "created") return gatewayClose.apiNotPublished;
    if (api.needsCredential(topic)) return gatewayClose.credentialNowRequired;
  } else if ("code" in grant) {
    return grant;
  }
  const permitted = permittedOf(topic, grant);
  return isAnyPermitted(topic, permitted) ? { grant, permitted } : gatewayClose.scopeGone;
}

/** What still opens a connection after a change, or why it must go. */
function regrant(
  { credential, token, place }: Grant,
  api: ApiRoute,
  { consumers }: RoutingTable,
): Grant | GatewayClose {
  const known = consumers.findCredential(credential.id);
  if (known === null) return gatewayClose.credentialRevoked;
  if (api.record.state === "created" && known.kind !== "test") return gatewayClose.apiNotPublished;
  if (!api.takes(known.kind)) return gatewayClose.credentialKindNotTaken;
  const grant = judgeGrant({ credential: known, token }, api.record.apiId, consumers);
  if (typeof grant !== "string") return inPlace(grant, place);
  if (grant === "wrongApi" || grant === "revoked") return gatewayClose.credentialRevoked;
  return grant === "blocked" ? gatewayClose.subscriptionBlocked : gatewayClose.subscriptionGone;
}

/** The grant from where it is used, or why it may no longer be used from there. */
function inPlace(grant: Grant, place: PlaceOfUse | undefined): Grant | GatewayClose {
  if (place === undefined || grant.credential.kind !== "api_key") return grant;
  const unpermitted = unpermittedBy(grant.credential, place);
  if (unpermitted === null) return { ...grant, place };
  return unpermitted === "addresses" ? gatewayClose.addressGone : gatewayClose.siteGone;
}

/** A live connection, as far as deny policies look at it. */
type Deniable = {
  readonly clientAddress: string;
  readonly apiId: string;
  readonly applicationId: string | null;
};

/** Why a connection must go that a deny policy concerns by now, which is Unix time in milliseconds; else null. */
export function denialOf(
  { clientAddress, apiId, applicationId }: Deniable,
  table: RoutingTable,
  nowMs: number,
): GatewayClose | null {
  const { consumers } = table;
  const basePaths = table.findApi(apiId)?.record.basePaths ?? [];
  const application = applicationId === null ? null : consumers.findApplication(applicationId);
  const denied = consumers.denials.find({ clientAddress, basePaths, application }, nowMs);
  return denied === null ? null : gatewayClose.deniedByPolicy;
}
