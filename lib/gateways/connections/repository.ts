// Reads of connections: those that live, as the gateways reported them last, those that ended, and those refused.
import { z } from "zod";
import { decodeMoment, encodeMoment } from "#lib/apis/list-cursor.ts";
import type { DbReader } from "#lib/db/db.ts";
import { type ClosedConnection, closedConnectionSchema, liveConnectionSchema } from "./connection-record.ts";
import type { LiveView } from "./live-view.ts";
import type { PastEntry, PastPage } from "./past-entry.ts";
import { refusedHandshakeSchema } from "./refused-record.ts";

/** A gateway that has not reported for so long counts as gone. */
const aliveForMs = 10_000;
/** Gateways report each second; what is older is not live any more. */
const liveForMs = 5_000;

const liveListSchema = z.array(liveConnectionSchema);

/** What the running gateways say of an API's live connections. */
export async function getLiveView(
  db: DbReader,
  query: { readonly apiId: string; readonly now: Date },
): Promise<LiveView> {
  const { apiId, now } = query;
  const deployments = await db.deployment.findMany({ where: { apiId }, select: { environmentId: true } });
  const alive = await db.gatewayInstance.findMany({
    where: {
      environmentId: { in: deployments.map(({ environmentId }) => environmentId) },
      seenAt: { gte: new Date(now.getTime() - aliveForMs) },
    },
    select: { id: true },
  });
  const rows = await db.liveConnections.findMany({
    where: {
      apiId,
      gatewayId: { in: alive.map(({ id }) => id) },
      takenAt: { gte: new Date(now.getTime() - liveForMs) },
    },
    orderBy: { gatewayId: "asc" },
  });
  return {
    aliveGateways: alive.length,
    answeredGateways: rows.length,
    total: rows.reduce((sum, { total }) => sum + total, 0),
    connections: rows.flatMap(({ body }) => liveListSchema.parse(JSON.parse(body))),
    nowMs: now.getTime(),
  };
}

/** The one order of this list: the last one first. */
const cursorOrder = "past";

export type PastQuery = {
  readonly apiId: string;
  /** Words that all occur in id, path, topic, application, address, code or reason. */
  readonly search: string;
  /** Close code, or HTTP status of a refusal. */
  readonly code: number | null;
  /** Who closed, or `refused` for handshakes that got no connection. */
  readonly by: ClosedConnection["closedBy"] | "refused" | null;
  readonly cursor: string | null;
  readonly limit: number;
};

/** One page of ended connections and refused handshakes, the last one first. */
export async function listPast(db: DbReader, query: PastQuery): Promise<PastPage> {
  const [ended, refused] = await Promise.all([
    query.by === "refused" ? nothing : listEnded(db, query, query.by),
    query.by === null || query.by === "refused" ? listRefused(db, query) : nothing,
  ]);
  const rows = [...ended.rows, ...refused.rows].sort(
    (left, right) => right.at.getTime() - left.at.getTime() || (left.id < right.id ? 1 : -1),
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    entries: shown.map(({ entry }) => entry),
    total: ended.total + refused.total,
    nextCursor: rows.length > query.limit && last ? encodeMoment(cursorOrder, last) : null,
  };
}

/** Rows of one table from the cursor on, one more than a page has. */
type Found = {
  readonly rows: readonly { readonly id: string; readonly at: Date; readonly entry: PastEntry }[];
  readonly total: number;
};

const nothing: Found = { rows: [], total: 0 };

async function listEnded(
  db: DbReader,
  query: PastQuery,
  closedBy: ClosedConnection["closedBy"] | null,
): Promise<Found> {
  const where = {
    apiId: query.apiId,
    ...(query.code === null ? {} : { code: query.code }),
    ...(closedBy === null ? {} : { closedBy }),
    AND: wordsOf(query.search).map((word) => ({ searchText: { contains: word } })),
  };
  const cursor = cursorOf(query);
  const after = cursor && {
    OR: [{ closedAt: { lt: cursor.at } }, { closedAt: cursor.at, id: { lt: cursor.id } }],
  };
  const rows = await db.closedConnection.findMany({
    where: after ? { AND: [where, after] } : where,
    orderBy: [{ closedAt: "desc" }, { id: "desc" }],
    take: query.limit + 1,
    select: { id: true, closedAt: true, body: true },
  });
  return {
    rows: rows.map(({ id, closedAt, body }) => ({ id, at: closedAt, entry: endedEntry(body) })),
    total: await db.closedConnection.count({ where }),
  };
}

async function listRefused(db: DbReader, query: PastQuery): Promise<Found> {
  const id = query.search.toLowerCase();
  const where = {
    // Who has the id of a refusal finds it, although no API was found for it.
    OR: [{ apiId: query.apiId }, { apiId: null, id }],
    ...(query.code === null ? {} : { status: query.code }),
    AND: wordsOf(query.search).map((word) => ({ searchText: { contains: word } })),
  };
  const cursor = cursorOf(query);
  const after = cursor && {
    OR: [{ refusedAt: { lt: cursor.at } }, { refusedAt: cursor.at, id: { lt: cursor.id } }],
  };
  const rows = await db.refusedHandshake.findMany({
    where: after ? { AND: [where, after] } : where,
    orderBy: [{ refusedAt: "desc" }, { id: "desc" }],
    take: query.limit + 1,
    select: { id: true, refusedAt: true, body: true },
  });
  return {
    rows: rows.map((row) => ({ id: row.id, at: row.refusedAt, entry: refusedEntry(row.body) })),
    total: await db.refusedHandshake.count({ where }),
  };
}

/** What became of a connection of this API, or of one without an API; null where there is no record, or none any more. */
export async function findPast(
  db: DbReader,
  wanted: { readonly apiId: string; readonly connectionId: string },
): Promise<PastEntry | null> {
  const { apiId, connectionId: id } = wanted;
  const ended = await db.closedConnection.findFirst({ where: { id, apiId }, select: { body: true } });
  if (ended) return endedEntry(ended.body);
  const refused = await db.refusedHandshake.findFirst({
    where: { id, OR: [{ apiId }, { apiId: null }] },
    select: { body: true },
  });
  return refused && refusedEntry(refused.body);
}

/** The close codes and the statuses of refusals that occur among the kept records of an API, in order. */
export async function listPastCodes(db: DbReader, apiId: string): Promise<readonly number[]> {
  const where = { apiId };
  const [codes, statuses] = await Promise.all([
    db.closedConnection.groupBy({ by: ["code"], where }),
    db.refusedHandshake.groupBy({ by: ["status"], where }),
  ]);
  return [...statuses.map(({ status }) => status), ...codes.map(({ code }) => code)].sort((a, b) => a - b);
}

function cursorOf({ cursor }: PastQuery) {
  return cursor === null ? null : decodeMoment(cursorOrder, cursor);
}

/** Any one character stands for those that LIKE would interpret, differently on each database. */
function wordsOf(search: string): readonly string[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  return words.map((word) => word.replaceAll(/[%\\]/g, "_"));
}

function endedEntry(body: string): PastEntry {
  return { kind: "ended", record: closedConnectionSchema.parse(JSON.parse(body)) };
}

function refusedEntry(body: string): PastEntry {
  return { kind: "refused", record: refusedHandshakeSchema.parse(JSON.parse(body)) };
}
