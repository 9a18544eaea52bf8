// Databases for tests: the same suite runs on SQLite and on a real PostgreSQL server.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyMigrations } from "#prisma/apply-migrations.ts";
import { ensureBaseRows } from "#prisma/base-rows.ts";
import { startPostgres } from "#prisma/postgres-for-tests.ts";
import { type DatabaseKind, databaseKind } from "../adapter.ts";
import { type Db, openDb } from "../db.ts";
import { removeFolder } from "./remove-folder.ts";

export type TestDatabase = {
  readonly kind: DatabaseKind;
  readonly url: string;
  readonly db: Db;
  readonly stop: () => Promise<void>;
};

/** A migrated database with the base rows, and what removes it. */
export async function startTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  const { url, stop } = kind === "sqlite" ? sqliteFile() : await startPostgres();
  await applyMigrations(url);
  const db = openDb(url);
  await ensureBaseRows(db);
  return {
    kind: databaseKind(url),
    url,
    db,
    stop: async () => {
      await db.$disconnect();
      await stop();
    },
  };
}

/** A database as it was after one of the migrations, without rows. */
export async function startOldDatabase(kind: DatabaseKind, lastMigration: string): Promise<TestDatabase> {
  const { url, stop } = kind === "sqlite" ? sqliteFile() : await startPostgres();
  await applyMigrations(url, lastMigration);
  const db = openDb(url);
  return {
    kind,
    url,
    db,
    stop: async () => {
      await db.$disconnect();
      await stop();
    },
  };
}

function sqliteFile(): { url: string; stop: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), "sluice-sqlite-"));
  return { url: `file:${join(folder, "test.db")}`, stop: () => removeFolder(folder) };
}
