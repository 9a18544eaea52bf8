// The gateway's reads: the routing revision, and what changed since one it has.
import { z } from "zod";
import type { DbReader } from "#lib/db/db.ts";
import {
  credentialRecordSchema,
  type SealedEntry,
  type SealedUpdate,
  sealedRouteSchema,
} from "#lib/routes/route-record.ts";
import { subjectOf } from "./feed-key.ts";

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
  const rows = await db.routingEntry.findMany({
    where: {
      OR: [{ environmentId: null }, { environmentId }],
      ...(isFull ? { body: { not: null } } : { revision: { gt: since } }),
    },
    orderBy: { revision: "asc" },
  });
  // A row written between the two reads belongs to a later revision: it is read now and once more then.
  const entries: SealedEntry[] = [];
  const unreadable: UnreadableEntry[] = [];
  for (const row of rows) {
    const entry = parseEntry(row);
    if ("problem" in entry) unreadable.push(entry);
    else entries.push(entry);
  }
  return { update: { revision: state.revision, isFull, entries }, unreadable };
}

type Row = { readonly id: string; readonly kind: string; readonly body: string | null };

function parseEntry(row: Row): SealedEntry | UnreadableEntry {
  const { kind, body } = row;
  const id = subjectOf(row.id);
  if (kind !== "route" && kind !== "credential") return { kind, id, label: null, problem: "unknown kind" };
  if (body === null) return kind === "route" ? { kind, id, record: null } : { kind, id, record: null };
  let record: unknown;
  try {
    record = JSON.parse(body);
    return kind === "route"
      ? { kind, id, record: sealedRouteSchema.parse(record) }
      : { kind, id, record: credentialRecordSchema.parse(record) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { kind, id, label: findLabel(record), problem };
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
