// Reads of connections: those that live, as the gateways reported them last, and those that ended.
import { z } from "zod";
import { decodeCursor, encodeCursor } from "#lib/apis/list-cursor.ts";
import type { DbReader } from "#lib/db/db.ts";
import { type ClosedConnection, closedConnectionSchema, liveConnectionSchema } from "./connection-record.ts";
import type { LiveView } from "./live-view.ts";

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

export type ClosedQuery = {
  readonly apiId: string;
  /** Words that all occur in id, topic, application, address, code or reason. */
  readonly search: string;
  readonly code: number | null;
  readonly closedBy: ClosedConnection["closedBy"] | null;
  readonly cursor: string | null;
  readonly limit: number;
};

export type ClosedPage = {
  readonly connections: readonly ClosedConnection[];
  /** How many match on all pages together. */
  readonly total: number;
  /** Where the next page begins; null on the last one. */
  readonly nextCursor: string | null;
};

/** One page of ended connections, the last to end first. */
export async function listClosedConnections(db: DbReader, query: ClosedQuery): Promise<ClosedPage> {
  const matching = {
    apiId: query.apiId,
    ...(query.code === null ? {} : { code: query.code }),
    ...(query.closedBy === null ? {} : { closedBy: query.closedBy }),
    AND: wordsOf(query.search).map((word) => ({ searchText: { contains: word } })),
  };
  const cursor = query.cursor === null ? null : decodeCursor(query.cursor);
  const after = cursor && {
    OR: [{ closedAt: { lt: cursor.updatedAt } }, { closedAt: cursor.updatedAt, id: { lt: cursor.id } }],
  };
  const rows = await db.closedConnection.findMany({
    where: after ? { AND: [matching, after] } : matching,
    orderBy: [{ closedAt: "desc" }, { id: "desc" }],
    take: query.limit + 1,
    select: { id: true, closedAt: true, body: true },
  });
  const total = await db.closedConnection.count({ where: matching });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    connections: shown.map(({ body }) => toClosed(body)),
    total,
    nextCursor:
      rows.length > query.limit && last ? encodeCursor({ updatedAt: last.closedAt, id: last.id }) : null,
  };
}

/** The record of an ended connection of this API, or null where there is none, or none any more. */
export async function findClosedConnection(
  db: DbReader,
  wanted: { readonly apiId: string; readonly connectionId: string },
): Promise<ClosedConnection | null> {
  const row = await db.closedConnection.findFirst({
    where: { id: wanted.connectionId, apiId: wanted.apiId },
    select: { body: true },
  });
  return row && toClosed(row.body);
}

/** The close codes that occur among the kept records of an API, in order. */
export async function listCloseCodes(db: DbReader, apiId: string): Promise<readonly number[]> {
  const groups = await db.closedConnection.groupBy({
    by: ["code"],
    where: { apiId },
    orderBy: { code: "asc" },
  });
  return groups.map(({ code }) => code);
}

/** Any one character stands for those that LIKE would interpret, differently on each database. */
function wordsOf(search: string): readonly string[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  return words.map((word) => word.replaceAll(/[%\\]/g, "_"));
}

function toClosed(body: string): ClosedConnection {
  return closedConnectionSchema.parse(JSON.parse(body));
}
