// What the Connections page reads: the live connections as last reported, and the ended ones that its address asks for.
import "server-only";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import { type ConnectionsQuery, endedPageSize } from "#components/connections/connections-query.ts";
import type { LiveView } from "#lib/gateways/connections/live-view.ts";
import {
  findClosedConnection,
  getLiveView,
  listCloseCodes,
  listClosedConnections,
} from "#lib/gateways/connections/repository.ts";

export async function loadLive(apiId: string): Promise<LiveView> {
  await requirePermission("api:view");
  return getLiveView(getDb(), { apiId, now: new Date() });
}

/** One page of ended connections, the codes to filter by, and the record that is opened. */
export async function loadEnded(apiId: string, query: ConnectionsQuery) {
  await requirePermission("api:view");
  const db = getDb();
  const { search, code, closedBy, cursor, opened } = query;
  const [page, codes, record] = await Promise.all([
    listClosedConnections(db, { apiId, search, code, closedBy, cursor, limit: endedPageSize }),
    listCloseCodes(db, apiId),
    opened === null ? null : findClosedConnection(db, { apiId, connectionId: opened }),
  ]);
  return { page, codes, record };
}
