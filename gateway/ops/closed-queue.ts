// Records of ended connections on their way from a worker to the primary. Bounded: a storm of closes must not become a
// storm of memory; what is left out is counted.

import { subscribe } from "#gateway/data-plane/connections/channels.ts";
import type { ClosedConnection } from "#lib/gateways/connections/connection-record.ts";

/** Records that wait at most: enough for every connection of a worker to end within one batch. */
const MOST_WAITING = 10_000;

/** What is taken out at a time. */
export type ClosedBatch = { readonly connections: readonly ClosedConnection[]; readonly leftOut: number };

/** Keeps the records of a process until they are taken. */
export class ClosedQueue {
  #waiting: ClosedConnection[] = [];
  #leftOut = 0;

  constructor() {
    subscribe("sluice:connection.close", ({ durationMs: _durationMs, ...connection }) => {
      if (this.#waiting.length < MOST_WAITING) this.#waiting.push(connection);
      else this.#leftOut += 1;
    });
  }

  /** All that wait; null where nothing happened. */
  take(): ClosedBatch | null {
    if (this.#waiting.length === 0 && this.#leftOut === 0) return null;
    const batch = { connections: this.#waiting, leftOut: this.#leftOut };
    this.#waiting = [];
    this.#leftOut = 0;
    return batch;
  }
}
