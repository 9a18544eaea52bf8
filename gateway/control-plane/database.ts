// The control plane's database connection. It comes and goes: the gateway serves on without it. A SQLite file that was
// removed or replaced is noticed, since an open handle would go on reading the removed one.
import { databaseKind } from "#lib/db/adapter.ts";
import { type Db, openDb } from "#lib/db/db.ts";
import { isBusy, isDiskFull } from "#lib/db/failure.ts";
import { DatabaseFileGone, findFileIdentity } from "#lib/db/sqlite-file.ts";

/** SQLite's driver is synchronous and the primary also hands out connections, so it never waits long for a lock. */
const timeouts = { busyTimeoutMs: 20, patienceMs: 0, queryTimeoutMs: 3_000 };

/** Why the database cannot be used, as far as whoever is on call can do something about it. */
export type DatabaseFault = "locked" | "full" | "away";

export type Database = {
  /** The open client; opens it when needed. Throws where the database's file is gone. */
  readonly get: () => Db;
  /** Grows whenever another file is opened: what was read before may not be what is there now. */
  readonly generation: () => number;
  /** Why a call failed. */
  readonly faultOf: (error: unknown) => DatabaseFault;
  readonly close: () => Promise<void>;
};

export function createDatabase(url: string): Database {
  const path = databaseKind(url) === "sqlite" ? url.slice("file:".length) : null;
  let open: { readonly db: Db; readonly identity: string } | null = null;
  let generation = 0;
  const close = async () => {
    const closing = open;
    open = null;
    await closing?.db.$disconnect();
  };
  return {
    close,
    generation: () => generation,
    faultOf: (error) => {
      if (isDiskFull(error)) return "full";
      return path !== null && isBusy(error) ? "locked" : "away";
    },
    get: () => {
      const identity = path === null ? "" : getFileIdentity(path);
      if (open && open.identity !== identity) close().catch(() => {}); // the file it read is gone: nothing is lost
      if (!open) {
        open = { db: openDb(url, timeouts), identity };
        generation += 1;
      }
      return open.db;
    },
  };
}

function getFileIdentity(path: string): string {
  const identity = findFileIdentity(path);
  if (identity === null) throw new DatabaseFileGone(path, false);
  return identity;
}
