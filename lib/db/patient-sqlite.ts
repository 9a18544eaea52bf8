// SQLite for a process that must not stand still: the driver is synchronous, so this waits for a lock between its calls
// instead of inside them; transactions have a connection of their own, so reads go on meanwhile; and a file that was
// removed or replaced is noticed before anything is written into the void.
import { setTimeout as sleep } from "node:timers/promises";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from "@prisma/driver-adapter-utils";
import { isBusy } from "./failure.ts";
import { DatabaseFileGone, findFileIdentity } from "./sqlite-file.ts";

const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 100;

export type PatientOptions = {
  /** How long a call holds the process while another connection has the lock. */
  readonly busyTimeoutMs: number;
  /** How long a statement is tried again after that, without holding the process. */
  readonly patienceMs: number;
};

/** The adapter of one database file, for `new PrismaClient({ adapter })`. Throws {@link DatabaseFileGone} on use. */
export function createPatientSqlite(path: string, options: PatientOptions): SqlDriverAdapterFactory {
  return {
    provider: "sqlite",
    adapterName: "sluice-patient-sqlite",
    connect: async () => new PatientSqlite(path, options),
  };
}

type Connections = {
  readonly identity: string;
  /** For everything outside transactions. */
  readonly main: SqlDriverAdapter;
  /** For one transaction at a time. */
  readonly writer: SqlDriverAdapter;
};

class PatientSqlite implements SqlDriverAdapter {
  readonly provider = "sqlite";
  readonly adapterName = "sluice-patient-sqlite";
  readonly #path: string;
  readonly #options: PatientOptions;
  #open: Connections | null = null;
  #opening: Promise<Connections> | null = null;
  /** Settles when the transactions begun so far are over. */
  #lastTransaction: Promise<void> = Promise.resolve();

  constructor(path: string, options: PatientOptions) {
    this.#path = path;
    this.#options = options;
  }

  async queryRaw(query: SqlQuery): ReturnType<SqlDriverAdapter["queryRaw"]> {
    return this.#patiently(({ main }) => main.queryRaw(query));
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    return this.#patiently(({ main }) => main.executeRaw(query));
  }

  async executeScript(script: string): Promise<void> {
    return this.#patiently(({ main }) => main.executeScript(script));
  }

  /** Takes the write lock before anything is read, so that no later statement of the transaction can find it taken. */
  async startTransaction(): Promise<Transaction> {
    const turn = Promise.withResolvers<void>();
    const before = this.#lastTransaction;
    this.#lastTransaction = before.then(() => turn.promise);
    await before;
    try {
      const connections = await this.#patiently(async (open) => {
        await open.writer.executeScript("BEGIN IMMEDIATE");
        return open;
      });
      return this.#transactionOn(connections, turn.resolve);
    } catch (error) {
      turn.resolve();
      throw error;
    }
  }

  async dispose(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await Promise.all([open?.main.dispose(), open?.writer.dispose()]);
  }

  #transactionOn({ writer, identity }: Connections, end: () => void): Transaction {
    const run = (sql: string) => writer.executeScript(sql);
    return {
      provider: "sqlite",
      adapterName: this.adapterName,
      options: { usePhantomQuery: false },
      queryRaw: (query) => writer.queryRaw(query),
      executeRaw: async (query) => {
        if (query.sql === "COMMIT") this.#refuseLostFile(identity);
        return writer.executeRaw(query);
      },
      commit: async () => end(),
      rollback: async () => end(),
      createSavepoint: (name) => run(`SAVEPOINT ${name}`),
      rollbackToSavepoint: (name) => run(`ROLLBACK TO ${name}`),
      releaseSavepoint: (name) => run(`RELEASE SAVEPOINT ${name}`),
    };
  }

  #refuseLostFile(identity: string): void {
    const now = findFileIdentity(this.#path);
    if (now !== identity) throw new DatabaseFileGone(this.#path, now !== null);
  }

  async #patiently<Result>(work: (open: Connections) => Promise<Result>): Promise<Result> {
    const deadlineMs = performance.now() + this.#options.patienceMs;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        return await work(await this.#follow());
      } catch (error) {
        if (!isBusy(error) || performance.now() + waitMs > deadlineMs) throw error;
      }
      // Spread, so that those who wait do not all come back at once.
      await sleep(waitMs * (0.5 + Math.random() / 2));
    }
  }

  /** The connections to the file that is there now. */
  async #follow(): Promise<Connections> {
    const identity = findFileIdentity(this.#path);
    if (this.#open?.identity === identity) return this.#open;
    if (identity === null) {
      await this.dispose();
      throw new DatabaseFileGone(this.#path, false);
    }
    this.#opening ??= this.#connect(identity).finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #connect(identity: string): Promise<Connections> {
    await this.dispose();
    const factory = new PrismaBetterSqlite3({
      url: `file:${this.#path}`,
      timeout: this.#options.busyTimeoutMs,
      fileMustExist: true,
    });
    const [main, writer] = [await factory.connect(), await factory.connect()];
    this.#open = { identity, main, writer };
    return this.#open;
  }
}
