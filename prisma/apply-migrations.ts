// Brings a database up to date with the migrations in this folder. Idempotent; keeps Prisma's own _prisma_migrations.
import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { databaseKind } from "#lib/db/adapter.ts";
import { withEngine } from "./migration-engine.ts";

/** Applies what is missing, up to and including `last` where that is given, and returns the names of the applied migrations. */
export async function applyMigrations(url: string, last?: string): Promise<string[]> {
  if (databaseKind(url) === "sqlite") prepareFile(url.slice("file:".length));
  const { appliedMigrationNames } = await withEngine(url, ({ engine, migrations }) =>
    engine.applyMigrations({
      migrationsList: {
        ...migrations,
        migrationDirectories: migrations.migrationDirectories.filter(
          ({ path }) => last === undefined || path <= last,
        ),
      },
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return appliedMigrationNames;
}

/** Write-ahead log: readers (the gateway polls) never wait for a writer (the portal). It is a property of the file. */
function prepareFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = new Database(path, { timeout: 5_000 });
  file.pragma("journal_mode = WAL");
  file.close();
  chmodSync(path, 0o600); // it holds sessions and password hashes
}
