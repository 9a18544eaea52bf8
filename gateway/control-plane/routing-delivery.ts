// Routing on its way to one worker: in order, batch by batch, with the primary's event loop free in between, since it
// also hands out connections, and the worker's, since it also relays.
import { setImmediate } from "node:timers/promises";
import type { RoutingUpdate } from "#lib/routes/route-record.ts";
import { inBatches } from "./routing-state.ts";

/** Entries that a worker takes in at a time, so that its connections are not kept waiting. */
export const routingBatchSize = 500;

export class RoutingDelivery {
  readonly #send: (update: RoutingUpdate) => void;
  readonly #size: number;
  readonly #waiting: RoutingUpdate[] = [];
  /** Revision of all that was handed over; until the last batch of an update the worker serves the one before. */
  #revision = -1;
  #isSending = false;
  #sending: Promise<void> = Promise.resolve();

  constructor(send: (update: RoutingUpdate) => void, size = routingBatchSize) {
    this.#send = send;
    this.#size = size;
  }

  /** Takes a difference to what was handed over before, or a whole state for a worker that knows nothing yet. */
  hand(update: Pick<RoutingUpdate, "revision" | "entries">): void {
    this.#waiting.push(...inBatches(update, this.#size, this.#revision));
    this.#revision = update.revision;
    if (!this.#isSending) this.#sending = this.#sendAll();
  }

  /** Resolves when all that was handed over so far is sent. */
  async sent(): Promise<void> {
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    for (let batch = this.#waiting.shift(); batch !== undefined; batch = this.#waiting.shift()) {
      this.#send(batch);
      if (this.#waiting.length > 0) await setImmediate();
    }
    this.#isSending = false;
  }
}
