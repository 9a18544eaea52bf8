// The gateway's reads: the routing revision, and what changed since one it has.
import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { DbReader } from "#lib/db/db.ts";
import {
  type ConsumerEntry,
  recordSchemas,
  type SealedEntry,
  type SealedUpdate,
  sealedRouteSchema,
} from "#lib/routes/route-record.ts";
import { subjectOf } from "./feed-key.ts";

/** Rows that are read and parsed at a time: whoever reads also accepts connections, and SQLite's driver is synchronous. */
const pageSize = 100;

/** The routing revision as it is now. Throws when the database is out of reach or not migrated. */
export async function getRoutingRevision(db: DbReader): Promise<number> {
  const state = await db.routingState.findUniqueOrThrow({ where: { id: 1 }, select: { revision: true } });
  return state.revision;
}

/** A row that does not parse, for example because a newer portal wrote it. */
export type UnreadableEntry = {
  readonly kind: string;
  readonly id: string;
  /** Name and version of the API, where at least these can be read. */
  readonly label: string | null;
  readonly problem: string;
};

/**
 * What one environment's gateways have to learn after revision `since`; -1 asks for everything. Rows that do not parse
 * are named, so that one bad row does not stop the rest, and is not taken for a deleted one.
 */
export async function readRoutingUpdate(
  db: DbReader,
  environmentId: string,
  since: number,
): Promise<{ readonly update: SealedUpdate; readonly unreadable: readonly UnreadableEntry[] }> {
  const state = await db.routingState.findUniqueOrThrow({ where: { id: 1 } });
  const isFull = since < 0 || since < state.horizon || since > state.revision;
  // A row written between two reads belongs to a later revision: it is read now or not, and once more then.
  const read: { readonly revision: number; readonly entry: SealedEntry }[] = [];
  const unreadable: UnreadableEntry[] = [];
  const query = { environmentId, since: isFull ? null : since };
  for (let page = await readPage(db, query, ""); ; ) {
    for (const row of page) {
      const entry = parseEntry(row);
      if ("problem" in entry) unreadable.push(entry);
      else read.push({ revision: row.revision, entry });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    await setImmediate();
    page = await readPage(db, query, last.id);
  }
  read.sort((one, other) => one.revision - other.revision);
  return {
    update: { revision: state.revision, isFull, entries: read.map(({ entry }) => entry) },
    unreadable,
  };
}

type Row = {
  readonly id: string;
  readonly revision: number;
  readonly kind: string;
  readonly body: string | null;
};

/** The next rows after an id: what has changed after a revision, or all that is there. */
async function readPage(
  db: DbReader,
  { environmentId, since }: { readonly environmentId: string; readonly since: number | null },
  afterId: string,
): Promise<Row[]> {
  return db.routingEntry.findMany({
    where: {
      OR: [{ environmentId: null }, { environmentId }],
      id: { gt: afterId },
      ...(since === null ? { body: { not: null } } : { revision: { gt: since } }),
    },
    orderBy: { id: "asc" },
    take: pageSize,
  });
}

function parseEntry(row: Row): SealedEntry | UnreadableEntry {
  const { kind, body } = row;
  const id = subjectOf(row.id);
  if (!isKind(kind)) return { kind, id, label: null, problem: "unknown kind" };
  let record: unknown = null;
  try {
    record = body === null ? null : JSON.parse(body);
    return kind === "route"
      ? { kind, id, record: record === null ? null : sealedRouteSchema.parse(record) }
      : parseConsumerEntry(kind, id, record);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { kind, id, label: findLabel(record), problem };
  }
}

function isKind(kind: string): kind is SealedEntry["kind"] {
  return kind === "route" || kind in recordSchemas;
}

/** Null is a tombstone. Throws where the record is none of its kind. */
function parseConsumerEntry(kind: ConsumerEntry["kind"], id: string, record: unknown): ConsumerEntry {
  switch (kind) {
    case "credential":
      return { kind, id, record: recordSchemas.credential.nullable().parse(record) };
    case "application":
      return { kind, id, record: recordSchemas.application.nullable().parse(record) };
    case "plan":
      return { kind, id, record: recordSchemas.plan.nullable().parse(record) };
    case "verificationKey":
      return { kind, id, record: recordSchemas.verificationKey.nullable().parse(record) };
    case "revokedToken":
      return { kind, id, record: recordSchemas.revokedToken.nullable().parse(record) };
    case "issuer":
      return { kind, id, record: recordSchemas.issuer.nullable().parse(record) };
    case "deny":
      return { kind, id, record: recordSchemas.deny.nullable().parse(record) };
  }
}

const labelSchema = z.object({ name: z.string(), version: z.string() });

function findLabel(record: unknown): string | null {
  const label = labelSchema.safeParse(record).data;
  return label === undefined ? null : `${label.name} ${label.version}`;
}

/** Id of a gateway environment by its name, or null. */
export async function findEnvironmentId(db: DbReader, name: string): Promise<string | null> {
  const environment = await db.environment.findUnique({ where: { name }, select: { id: true } });
  return environment?.id ?? null;
}
