// What gateways write of connections: those that ended, those that live while somebody watches, requests to end them.
import type { Db, DbReader } from "#lib/db/db.ts";
import { testApplicationOf } from "#lib/routes/test-application.ts";
import type { ClosedConnection, LiveConnection } from "./connection-record.ts";
import type { RefusedHandshake } from "./refused-record.ts";

/** Ended connections kept of each API, and as many refused handshakes; and of the latter where no API was found. */
export const keptPerApi = 5_000;
const keptForMs = 7 * 24 * 3_600_000;
const requestsLastMs = 60_000;
/** Gateways write each second what is watched. */
const liveRowsLastMs = 60_000;

/**
 * Keeps the records of ended connections; few enough at a time that the write is short. Those that are there already, as
 * after an answer of the database that was lost, stay as they are.
 */
export async function saveClosedConnections(
  db: Db,
  gatewayId: string,
  connections: readonly ClosedConnection[],
): Promise<void> {
  const rows = new Map(
    connections.map((connection) => [connection.connectionId, rowOf(gatewayId, connection)]),
  );
  const known = await db.closedConnection.findMany({
    where: { id: { in: [...rows.keys()] } },
    select: { id: true },
  });
  for (const { id } of known) rows.delete(id);
  await db.closedConnection.createMany({ data: [...rows.values()] });
}

function rowOf(gatewayId: string, connection: ClosedConnection) {
  return {
    id: connection.connectionId,
    apiId: connection.apiId,
    gatewayId,
    topic: connection.topic,
    application: connection.application,
    clientAddress: connection.clientAddress,
    openedAt: new Date(connection.openedAtMs),
    closedAt: new Date(connection.closedAtMs),
    code: connection.code,
    closedBy: connection.closedBy,
    body: JSON.stringify(connection),
    searchText: searchTextOf(connection),
  };
}

function searchTextOf({
  connectionId,
  topic,
  path,
  application,
  clientAddress,
  code,
  why,
  attemptId,
}: ClosedConnection): string {
  const words = [connectionId, topic, path, application ?? "", clientAddress, code, why, attemptId ?? ""];
  // PostgreSQL's texts cannot have it, and a close reason can.
  return words.join(" ").toLowerCase().replaceAll("\0", " ");
}

/** Forgets what is older than a week, and of these APIs what is beyond the newest {@link keptPerApi}. */
export async function pruneClosedConnections(db: Db, apiIds: Iterable<string>, now: Date): Promise<void> {
  await db.closedConnection.deleteMany({ where: { closedAt: { lt: new Date(now.getTime() - keptForMs) } } });
  for (const apiId of apiIds) {
    const [oldest] = await db.closedConnection.findMany({
      where: { apiId },
      orderBy: [{ closedAt: "desc" }, { id: "desc" }],
      skip: keptPerApi,
      take: 1,
      select: { closedAt: true },
    });
    if (oldest)
      await db.closedConnection.deleteMany({ where: { apiId, closedAt: { lte: oldest.closedAt } } });
  }
}

/**
 * Forgets the connections that somebody opened with test keys, which name them: those that have ended, and what gateways said
 * of those that live, who say it anew within a second of those that go on.
 */
export async function forgetTestConnections(db: DbReader, username: string): Promise<void> {
  const application = testApplicationOf(username);
  await db.closedConnection.deleteMany({ where: { application } });
  await db.liveConnections.deleteMany({
    where: { body: { contains: `"application":${JSON.stringify(application)}` } },
  });
}

/** Keeps the records of refused handshakes; those that are kept already stay as they are. */
export async function saveRefusals(
  db: Db,
  gatewayId: string,
  refusals: readonly RefusedHandshake[],
): Promise<void> {
  const ids = refusals.map(({ connectionId }) => connectionId);
  const kept = await db.refusedHandshake.findMany({ where: { id: { in: ids } }, select: { id: true } });
  const keptIds = new Set(kept.map(({ id }) => id));
  const fresh = refusals.filter(({ connectionId }) => !keptIds.has(connectionId));
  if (fresh.length === 0) return;
  await db.refusedHandshake.createMany({
    data: fresh.map((refusal) => ({
      id: refusal.connectionId,
      apiId: refusal.apiId,
      gatewayId,
      refusedAt: new Date(refusal.refusedAtMs),
      status: refusal.status,
      code: refusal.code,
      body: JSON.stringify(refusal),
      searchText: refusalSearchText(refusal),
    })),
  });
}

function refusalSearchText(refusal: RefusedHandshake): string {
  const { connectionId, path, topic, clientAddress, status, code, why, attemptId } = refusal;
  const words = [connectionId, path, topic, clientAddress, status, code, why, attemptId ?? ""];
  return words.join(" ").toLowerCase().replaceAll("\0", " ");
}

/** Forgets refusals by the same rule as ended connections; null stands for those where no API was found. */
export async function pruneRefusals(db: Db, apiIds: Iterable<string | null>, now: Date): Promise<void> {
  await db.refusedHandshake.deleteMany({
    where: { refusedAt: { lt: new Date(now.getTime() - keptForMs) } },
  });
  for (const apiId of apiIds) {
    const [oldest] = await db.refusedHandshake.findMany({
      where: { apiId },
      orderBy: [{ refusedAt: "desc" }, { id: "desc" }],
      skip: keptPerApi,
      take: 1,
      select: { refusedAt: true },
    });
    if (oldest)
      await db.refusedHandshake.deleteMany({ where: { apiId, refusedAt: { lte: oldest.refusedAt } } });
  }
}

/** Ids of the APIs whose live connections somebody is watching. */
export async function listWatchedApis(db: DbReader, now: Date): Promise<string[]> {
  const watches = await db.connectionWatch.findMany({
    where: { until: { gt: now } },
    select: { apiId: true },
  });
  return watches.map(({ apiId }) => apiId);
}

/** Replaces what this gateway says of an API's live connections. */
export async function saveLiveConnections(
  db: Db,
  live: {
    readonly gatewayId: string;
    readonly apiId: string;
    readonly total: number;
    readonly connections: readonly LiveConnection[];
  },
  takenAt: Date,
): Promise<void> {
  const { gatewayId, apiId, total } = live;
  const row = { total, takenAt, body: JSON.stringify(live.connections) };
  await db.liveConnections.upsert({
    where: { gatewayId_apiId: { gatewayId, apiId } },
    create: { gatewayId, apiId, ...row },
    update: row,
  });
}

/** Takes back all this gateway has said of live connections, or what it said of APIs that nobody watches any more. */
export async function forgetLiveConnections(
  db: Db,
  gatewayId: string,
  stillWatched: readonly string[],
): Promise<void> {
  await db.liveConnections.deleteMany({ where: { gatewayId, apiId: { notIn: [...stillWatched] } } });
}

/** Forgets what gateways that have ended without a word said of live connections, and watches long over. */
export async function pruneLiveConnections(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - liveRowsLastMs);
  await db.liveConnections.deleteMany({ where: { takenAt: { lt: before } } });
  await db.connectionWatch.deleteMany({ where: { until: { lt: before } } });
}

/** Requests to end connections of the last minute. */
export async function listDisconnectRequests(
  db: Db,
  now: Date,
): Promise<readonly { readonly id: string; readonly connectionId: string; readonly requestedBy: string }[]> {
  const since = new Date(now.getTime() - requestsLastMs);
  const requests = await db.disconnectRequest.findMany({
    where: { requestedAt: { gte: since } },
    select: { id: true, connectionId: true, requestedBy: true },
  });
  return requests;
}

/** Forgets requests that nobody will act on any more. */
export async function pruneDisconnectRequests(db: Db, now: Date): Promise<void> {
  await db.disconnectRequest.deleteMany({
    where: { requestedAt: { lt: new Date(now.getTime() - requestsLastMs) } },
  });
}
