// Tells the database every few seconds, and after every change, that this gateway is alive and what it serves.
import type { Logger } from "pino";
import { removeGateway, reportGateway } from "#lib/gateways/commands.ts";
import type { Database } from "./database.ts";

const beatEveryMs = 2_000;

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

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.beat(), beatEveryMs);
  }

  /** Reports now, or once more when the report under way is done; a database out of reach is the sync's to log. */
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
      } catch (error) {
        log.debug({ err: error }, "the gateway could not report itself");
      }
    }
    this.#isReporting = false;
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
