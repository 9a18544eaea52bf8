// Whether a handshake still leads where it led before its backend was dialled: meanwhile the routes may have changed.
import { type Admitted, backendPathOf } from "#gateway/data-plane/handshake/admission.ts";
import { judgeGrant } from "#gateway/data-plane/routing/grant.ts";
import type { PoolBackend } from "#gateway/data-plane/routing/pool-route.ts";
import type { RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";

/** True while what opened a handshake is what the table has: credential, subscription and plan. */
export function isStillKnown(admitted: Admitted, table: RoutingTable): boolean {
  const { grant } = admitted;
  if (grant === null) return true;
  const now = table.consumers.findCredential(grant.credential.id);
  if (now !== grant.credential) return false;
  const regranted = judgeGrant(
    { credential: now, token: grant.token },
    admitted.api.record.apiId,
    table.consumers,
  );
  return (
    typeof regranted !== "string" &&
    regranted.use?.subscription === grant.use?.subscription &&
    regranted.use?.plan === grant.use?.plan
  );
}

/** True where the backend that was dialled, and what it was told, are what they would be now. */
export function leadsToTheSame(now: Admitted, former: Admitted, dialled: PoolBackend): boolean {
  const backend = now.pool.backends.find(({ url }) => url === dialled.url);
  return (
    backend !== undefined &&
    now.api.record.apiId === former.api.record.apiId &&
    now.topic.address === former.topic.address &&
    now.grant?.credential.id === former.grant?.credential.id &&
    now.grant?.use?.subscription.id === former.grant?.use?.subscription.id &&
    backendPathOf(now, backend) === backendPathOf(former, dialled)
  );
}
