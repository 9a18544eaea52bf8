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

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.beat(), beatEveryMs);
  }

  /** Reports once; a database that is out of reach is the sync's to log. */
  beat(): void {
    const { database, gatewayId, host, log, now, read, startedAt } = this.#options;
    const facts = read();
    if (facts === null) return;
    this.#last = this.#last
      .then(async () =>
        reportGateway(await database.get(), { id: gatewayId, host, startedAt, seenAt: now(), ...facts }),
      )
      .catch((error: unknown) => log.debug({ err: error }, "the gateway could not report itself"));
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
