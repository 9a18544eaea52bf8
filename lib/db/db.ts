// The database client of a process, typed as the SQLite client whatever is behind it. Only this folder sees Prisma.
import { PrismaClient as PostgresqlClient } from "#prisma/generated/postgresql/client.ts";
import { PrismaClient as SqliteClient } from "#prisma/generated/sqlite/client.ts";
import { type AdapterOptions, createAdapter, databaseKind } from "./adapter.ts";
import { createPatientSqlite } from "./patient-sqlite.ts";

export type Db = SqliteClient;
/** What a repository or a command may be handed: the client itself, or a transaction of it. */
export type DbReader = Omit<Db, "$connect" | "$disconnect" | "$on" | "$use" | "$extends" | "$transaction">;

/**
 * Opens a database. One client per process: constructing one is expensive. A SQLite file has to be there already; a
 * missing one is said at the first query.
 */
export function openDb(url: string, options: AdapterOptions = {}): Db {
  if (databaseKind(url) === "postgresql") {
    // Both clients are generated from the same models (schemas.test.ts), so their interfaces are the same.
    const adapter = createAdapter(url, { queryTimeoutMs: 15_000, ...options });
    return new PostgresqlClient({ adapter }) as unknown as Db;
  }
  const { busyTimeoutMs = 20, patienceMs = 5_000 } = options;
  const adapter = createPatientSqlite(url.slice("file:".length), { busyTimeoutMs, patienceMs });
  return new SqliteClient({ adapter });
}
