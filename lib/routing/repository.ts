// The gateway's reads: the routing revision, and what changed since one it has.
import type { DbReader } from "#lib/db/db.ts";
import { subjectOf } from "./feed-key.ts";
import {
  credentialRecordSchema,
  type RoutingEntry,
  type RoutingUpdate,
  routeRecordSchema,
} from "./route-record.ts";

/** The routing revision as it is now. Throws when the database is out of reach or not migrated. */
export async function getRoutingRevision(db: DbReader): Promise<number> {
  const state = await db.routingState.findUniqueOrThrow({ where: { id: 1 }, select: { revision: true } });
  return state.revision;
}

/**
 * What one environment's gateways have to learn after revision `since`; -1 asks for everything.
 * `onInvalid` hears of a row that does not parse; it is passed over, so that one bad row does not stop the rest.
 */
export async function readRoutingUpdate(
  db: DbReader,
  environmentId: string,
  since: number,
  onInvalid: (id: string, problem: string) => void,
): Promise<RoutingUpdate> {
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
  const entries = rows.flatMap((row) => parseEntry(row, onInvalid) ?? []);
  return { revision: state.revision, isFull, entries };
}

type Row = { readonly id: string; readonly kind: string; readonly body: string | null };

function parseEntry(row: Row, onInvalid: (id: string, problem: string) => void): RoutingEntry | null {
  const kind = row.kind === "route" || row.kind === "credential" ? row.kind : null;
  if (kind === null) {
    onInvalid(row.id, `unknown kind ${row.kind}`);
    return null;
  }
  const id = subjectOf(row.id);
  if (row.body === null) return { kind, id, record: null };
  try {
    const body: unknown = JSON.parse(row.body);
    return kind === "route"
      ? { kind, id, record: routeRecordSchema.parse(body) }
      : { kind, id, record: credentialRecordSchema.parse(body) };
  } catch (error) {
    onInvalid(row.id, error instanceof Error ? error.message : String(error));
    return null;
  }
}

/** Id of a gateway environment by its name, or null. */
export async function findEnvironmentId(db: DbReader, name: string): Promise<string | null> {
  const environment = await db.environment.findUnique({ where: { name }, select: { id: true } });
  return environment?.id ?? null;
}
