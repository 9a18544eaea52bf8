// The control plane's database connection. It comes and goes: the gateway serves on without it. A SQLite file that was
// removed or replaced is noticed by its inode, since an open handle would go on reading the removed one.
import { statSync } from "node:fs";
import { databaseKind } from "#lib/db/adapter.ts";
import { type Db, openDb } from "#lib/db/db.ts";

/** SQLite's driver is synchronous and the primary also hands out connections, so it never waits long for a lock. */
const timeouts = { busyTimeoutMs: 20, queryTimeoutMs: 3_000 };

export type Database = {
  /** The open client; opens it when needed. Throws where the database's file is gone. */
  readonly get: () => Db;
  /** Grows whenever another file is opened: what was read before may not be what is there now. */
  readonly generation: () => number;
  readonly close: () => Promise<void>;
};

export function createDatabase(url: string): Database {
  const path = databaseKind(url) === "sqlite" ? url.slice("file:".length) : null;
  let open: { readonly db: Db; readonly inode: bigint } | null = null;
  let generation = 0;
  const close = async () => {
    const closing = open;
    open = null;
    await closing?.db.$disconnect();
  };
  return {
    close,
    generation: () => generation,
    get: () => {
      const inode = path === null ? 0n : inodeOf(path);
      if (open && open.inode !== inode) close().catch(() => {}); // the file it read is gone: nothing is lost
      if (!open) {
        open = { db: openDb(url, timeouts), inode };
        generation += 1;
      }
      return open.db;
    },
  };
}

/** Throws where the file is gone: opening it would create an empty one. */
function inodeOf(path: string): bigint {
  return statSync(path, { bigint: true }).ino;
}
