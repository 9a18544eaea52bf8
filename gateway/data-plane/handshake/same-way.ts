// Whether a handshake still leads where it led before its backend was dialled: meanwhile the routes may have changed.
import { type Admitted, backendPathOf } from "#gateway/data-plane/handshake/admission.ts";
import type { PoolBackend } from "#gateway/data-plane/routing/pool-route.ts";
import type { RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";

/** True while the credential that opened a handshake is the one that the table has. */
export function isStillKnown(admitted: Admitted, table: RoutingTable): boolean {
  const { credential } = admitted;
  return credential === null || table.findCredential(credential.id) === credential;
}

/** True where the backend that was dialled, and what it was told, are what they would be now. */
export function leadsToTheSame(now: Admitted, former: Admitted, dialled: PoolBackend): boolean {
  const backend = now.pool.backends.find(({ url }) => url === dialled.url);
  return (
    backend !== undefined &&
    now.api.record.apiId === former.api.record.apiId &&
    now.topic.address === former.topic.address &&
    now.credential?.id === former.credential?.id &&
    backendPathOf(now, backend) === backendPathOf(former, dialled)
  );
}
