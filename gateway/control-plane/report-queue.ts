// The gateway's writes of reports, one after another: they share a connection, and each kind keeps its order. One kind
// that fails keeps no other from its turn.
import type { Logger } from "pino";
import type { Db } from "#lib/db/db.ts";
import type { Database } from "./database.ts";

type ReportQueueOptions = {
  readonly database: Pick<Database, "get">;
  readonly isDatabaseUp: () => boolean;
  readonly log: Pick<Logger, "warn" | "info">;
};

/** What waits for the database, each kind once: a slow database does not pile up work. */
export class ReportQueue {
  readonly #options: ReportQueueOptions;
  readonly #waiting = new Set<string>();
  readonly #failing = new Set<string>();
  #last: Promise<void> = Promise.resolve();

  constructor(options: ReportQueueOptions) {
    this.#options = options;
  }

  /** Takes work of a kind, unless work of that kind waits already; `what` is its name for the log. */
  add(what: string, work: (db: Db) => Promise<void>): void {
    if (this.#waiting.has(what)) return;
    this.#waiting.add(what);
    this.#last = this.#last.then(() => this.#run(what, work));
  }

  /** Resolves when all that was taken so far is done. */
  async emptied(): Promise<void> {
    await this.#last;
  }

  /** Says once when a kind begins to fail, and once when it succeeds again. */
  async #run(what: string, work: (db: Db) => Promise<void>): Promise<void> {
    const { database, isDatabaseUp, log } = this.#options;
    try {
      if (!isDatabaseUp()) return;
      await work(database.get());
      if (this.#failing.delete(what)) log.info({ what }, "reports are written again");
    } catch (error) {
      if (!this.#failing.has(what)) {
        log.warn({ err: error, what }, "reports could not be written; they are tried again");
      }
      this.#failing.add(what);
    } finally {
      this.#waiting.delete(what);
    }
  }
}
