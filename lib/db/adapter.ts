// The driver adapter for a database URL. SQLite through better-sqlite3 (its package carries prebuilt binaries), PostgreSQL
// through pg. Why not libSQL: see docs/decisions/0003-sqlite-driver.md.
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaPg } from "@prisma/adapter-pg";

/** How long a statement waits for SQLite's lock unless told otherwise. The driver is synchronous: the wait holds its process. */
const defaultBusyTimeoutMs = 2_000;

export type DatabaseKind = "sqlite" | "postgresql";

/** Which database a URL means: `file:…` is SQLite, `postgresql://…` is PostgreSQL; anything else throws. */
export function databaseKind(url: string): DatabaseKind {
  if (url.startsWith("file:")) return "sqlite";
  if (/^postgres(ql)?:\/\//.test(url)) return "postgresql";
  throw new Error("DATABASE_URL must start with file: (SQLite) or postgresql:// (PostgreSQL)");
}

/** The Prisma driver adapter for a database URL. */
export function createAdapter(
  url: string,
  busyTimeoutMs = defaultBusyTimeoutMs,
): PrismaBetterSqlite3 | PrismaPg {
  return databaseKind(url) === "sqlite"
    ? new PrismaBetterSqlite3({ url, timeout: busyTimeoutMs })
    : new PrismaPg({ connectionString: url, connectionTimeoutMillis: 5_000 });
}
