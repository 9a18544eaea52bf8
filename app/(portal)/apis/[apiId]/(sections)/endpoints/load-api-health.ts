// How the gateways see the backends of an API, for the Endpoints page and the route that keeps it up to date.
import "server-only";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import type { ApiHealth } from "#lib/gateways/backend-health.ts";
import { getApiHealth } from "#lib/gateways/repository.ts";

export async function loadApiHealth(apiId: string): Promise<ApiHealth> {
  await requirePermission("api:view");
  return getApiHealth(getDb(), { apiId, now: new Date() });
}
