// Whether an admin's deny policy concerns a handshake. Pure.
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { applicationIdOf, type Grant } from "#gateway/data-plane/routing/grant.ts";
import type { KnownConsumers } from "#gateway/data-plane/routing/known-consumers.ts";
import type { ApiRoute } from "#gateway/data-plane/routing/routing-table.ts";

/** Who asks, and when: `clientAddress` as far as proxies can be believed, `nowMs` Unix time. */
export type Asking = { readonly clientAddress: string; readonly nowMs: number };

/** A refusal where a policy denies the client's address, the API, or whose credential it is. The client is not told which. */
export function judgeDenial(
  { clientAddress, nowMs }: Asking,
  { api, grant }: { readonly api: ApiRoute; readonly grant: Grant | null },
  consumers: KnownConsumers,
): Refusal | null {
  const applicationId = applicationIdOf(grant);
  const denied = consumers.denials.find(
    {
      clientAddress,
      basePaths: api.record.basePaths,
      application: applicationId === null ? null : consumers.findApplication(applicationId),
    },
    nowMs,
  );
  if (denied === null) return null;
  const detail = "An administrator's policy denies this connection: ask whoever runs the gateway.";
  return new Refusal("denied_by_policy", detail, { cause: `deny policy ${denied.id}` });
}
