// A database of its own for a test or a bench: SQLite in a folder, migrated, with the rows every installation starts with.
import { join } from "node:path";
import { type Db, openDb } from "#lib/db/db.ts";
import { applyMigrations } from "#prisma/apply-migrations.ts";
import { ensureBaseRows } from "#prisma/base-rows.ts";

/** Where a gateway with this data folder looks for its database. */
export function databasePathIn(folder: string): string {
  return join(folder, "sluice.db");
}

/** Makes it; whoever asks for it disconnects. */
export async function makeDatabase(folder: string): Promise<Db> {
  const url = `file:${databasePathIn(folder)}`;
  await applyMigrations(url);
  const db = openDb(url);
  await ensureBaseRows(db);
  return db;
}
