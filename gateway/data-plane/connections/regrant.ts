// Whether what opened a connection still opens it, after a change of credential, application, plan or API. Pure.
import { type GatewayClose, gatewayClose } from "#gateway/data-plane/frames/close-code.ts";
import { type Grant, judgeGrant } from "#gateway/data-plane/routing/grant.ts";
import type { ApiRoute, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";

/** What still opens a connection after a change, or why it must go. */
export function regrant(
  { credential, token }: Grant,
  api: ApiRoute,
  { consumers }: RoutingTable,
): Grant | GatewayClose {
  const known = consumers.findCredential(credential.id);
  if (known === null) return gatewayClose.credentialRevoked;
  if (api.record.state === "created" && known.kind !== "test") return gatewayClose.apiNotPublished;
  if (!api.takes(known.kind)) return gatewayClose.credentialKindNotTaken;
  const grant = judgeGrant({ credential: known, token }, api.record.apiId, consumers);
  if (typeof grant !== "string") return grant;
  if (grant === "wrongApi" || grant === "revoked") return gatewayClose.credentialRevoked;
  return grant === "blocked" ? gatewayClose.subscriptionBlocked : gatewayClose.subscriptionGone;
}
