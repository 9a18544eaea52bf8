// The driver adapter for a database URL. SQLite through better-sqlite3 (its package carries prebuilt binaries), PostgreSQL
// through pg. Why not libSQL: see docs/decisions/0003-sqlite-driver.md.
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaPg } from "@prisma/adapter-pg";

export type DatabaseKind = "sqlite" | "postgresql";

/** Which database a URL means: `file:…` is SQLite, `postgresql://…` is PostgreSQL; anything else throws. */
export function databaseKind(url: string): DatabaseKind {
  if (url.startsWith("file:")) return "sqlite";
  if (/^postgres(ql)?:\/\//.test(url)) return "postgresql";
  throw new Error("DATABASE_URL must start with file: (SQLite) or postgresql:// (PostgreSQL)");
}

export type AdapterOptions = {
  /** How long a statement waits for SQLite's lock. The driver is synchronous: the wait holds its process. */
  readonly busyTimeoutMs?: number;
  /** How long it is tried again after that, without holding the process. */
  readonly patienceMs?: number;
  /** How long PostgreSQL may take to answer; a connection that went dead would otherwise hang for minutes. */
  readonly queryTimeoutMs?: number;
};

/** The plain driver adapter for a database URL, as the migration engine wants it. */
export function createAdapter(url: string, options: AdapterOptions = {}): PrismaBetterSqlite3 | PrismaPg {
  const { queryTimeoutMs } = options;
  if (databaseKind(url) === "sqlite") return new PrismaBetterSqlite3({ url, timeout: 2_000 });
  return new PrismaPg({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    ...(queryTimeoutMs === undefined
      ? {}
      : { query_timeout: queryTimeoutMs, statement_timeout: queryTimeoutMs }),
  });
}
