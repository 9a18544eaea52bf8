// Reads of lifecycle history.
import { toState } from "#lib/apis/api-row.ts";
import type { DbReader } from "#lib/db/db.ts";
import type { LifecycleEntry } from "./history.ts";

/** History of an API, newest first. */
export async function listHistory(db: DbReader, apiId: string): Promise<readonly LifecycleEntry[]> {
  const rows = await db.lifecycleEvent.findMany({
    where: { apiId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 200,
  });
  return rows.map((row) => ({
    id: row.id,
    from: row.fromState === null ? null : toState(row.fromState),
    to: toState(row.toState),
    by: row.by,
    at: row.at,
    note: row.note,
  }));
}
