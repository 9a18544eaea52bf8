// Whether what opened a connection still opens it, after a change of credential, application, plan, API or deny policy.
// Pure.
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
