// What the Connections page reads: the live connections as last reported, and the ended and refused ones that its
// address asks for.
import "server-only";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import { type ConnectionsQuery, pastPageSize } from "#components/connections/connections-query.ts";
import type { PastList } from "#components/connections/past-connections.tsx";
import type { LiveView } from "#lib/gateways/connections/live-view.ts";
import type { PastEntry } from "#lib/gateways/connections/past-entry.ts";
import { findPast, getLiveView, listPast, listPastCodes } from "#lib/gateways/connections/repository.ts";

export async function loadLive(apiId: string): Promise<LiveView> {
  await requirePermission("api:view");
  return getLiveView(getDb(), { apiId, now: new Date() });
}

/** One page of ended connections and refused handshakes, and the codes to filter by. */
export async function loadPast(apiId: string, query: ConnectionsQuery): Promise<PastList> {
  await requirePermission("api:view");
  const db = getDb();
  const { search, code, by, cursor } = query;
  const [page, codes] = await Promise.all([
    listPast(db, { apiId, search, code, by, cursor, limit: pastPageSize }),
    listPastCodes(db, apiId),
  ]);
  return { page, codes };
}

/** The record that the address opens; null where it opens none, or there is none. */
export async function loadOpened(apiId: string, { opened }: ConnectionsQuery): Promise<PastEntry | null> {
  await requirePermission("api:view");
  return opened === null ? null : findPast(getDb(), { apiId, connectionId: opened });
}
