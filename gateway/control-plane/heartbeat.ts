// Tells the database every few seconds, and after every change, that this gateway is alive and what it serves.
import type { Logger } from "pino";
import { removeGateway, reportGateway } from "#lib/gateways/commands.ts";
import type { Database, DatabaseFault } from "./database.ts";

const beatEveryMs = 2_000;
/** What is over by the next beat was another writer's turn. */
const lastingMs = beatEveryMs / 2;

const whatIsWrong: Readonly<Record<DatabaseFault, string>> = {
  locked:
    "the database is locked by another process: reports are not written. End what holds it: a SQLite shell, a backup, a copy in progress",
  full: "the disk that holds the database is full: reports are not written. Free space there",
  away: "the database takes no reports",
};

export type HeartbeatOptions = {
  readonly database: Database;
  readonly log: Logger;
  readonly gatewayId: string;
  readonly host: string;
  readonly startedAt: Date;
  readonly now: () => Date;
  /** What is reported, or null while there is nothing to report. */
  readonly read: () => {
    readonly environmentId: string;
    readonly routingRevision: number;
    readonly openConnections: number;
  } | null;
};

export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #timer: NodeJS.Timeout;
  #last: Promise<void> = Promise.resolve();
  #isReporting = false;
  #isDue = false;
  #failing: { readonly since: Date; readonly fault: DatabaseFault } | null = null;
  #isSaid = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.beat(), beatEveryMs);
  }

  /** Since when and why nothing can be written; one collision with another writer is no trouble yet. */
  get trouble(): { readonly since: Date; readonly fault: DatabaseFault } | null {
    return this.#isSaid ? this.#failing : null;
  }

  /** Reports now, or once more when the report under way is done. */
  beat(): void {
    this.#isDue = true;
    if (!this.#isReporting) this.#last = this.#report();
  }

  async #report(): Promise<void> {
    const { database, gatewayId, host, log, now, read, startedAt } = this.#options;
    this.#isReporting = true;
    while (this.#isDue) {
      this.#isDue = false;
      const facts = read();
      if (facts === null) break;
      try {
        await reportGateway(database.get(), { id: gatewayId, host, startedAt, seenAt: now(), ...facts });
        if (this.#isSaid) log.info("the database takes reports again");
        this.#failing = null;
        this.#isSaid = false;
      } catch (error) {
        this.#noteFailure(error);
      }
    }
    this.#isReporting = false;
  }

  /** Says once what lasts, and once more where the reason is another one. */
  #noteFailure(error: unknown): void {
    const { database, log, now } = this.#options;
    const fault = database.faultOf(error);
    const before = this.#failing;
    this.#failing = { since: before?.since ?? now(), fault };
    if (this.#isSaid && before?.fault === fault) return;
    if (now().getTime() - this.#failing.since.getTime() < lastingMs) return;
    this.#isSaid = true;
    log.warn({ err: error }, whatIsWrong[fault]);
  }

  /** Stops and takes the gateway off the list. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const { database, gatewayId, log } = this.#options;
    await this.#last
      .then(() => removeGateway(database.get(), gatewayId))
      .catch((error: unknown) => log.debug({ err: error }, "the gateway could not take itself off the list"));
  }
}
