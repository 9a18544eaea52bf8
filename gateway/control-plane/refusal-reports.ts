// Carries what workers tell of refused handshakes to the database. A database that is away costs records once the
// buffer is full, and nothing else.
import type { Db } from "#lib/db/db.ts";
import { pruneRefusals, saveRefusals } from "#lib/gateways/connections/commands.ts";
import type { RefusedHandshake } from "#lib/gateways/connections/refused-record.ts";

/** Records that wait for the database at most: workers send few of each reason. */
const mostWaiting = 5_000;
/** Records in one write: SQLite's driver is synchronous, and the primary also hands out connections. */
const batchSize = 200;
const batchesAtATime = 5;

/** The refusals of one gateway, on their way to the database. */
export class RefusalReports {
  readonly #gatewayId: string;
  readonly #now: () => Date;
  #waiting: RefusedHandshake[] = [];
  #leftOut = 0;
  /** APIs with new records since the last pruning; null for records without an API. */
  #touched = new Set<string | null>();

  constructor(gatewayId: string, now: () => Date) {
    this.#gatewayId = gatewayId;
    this.#now = now;
  }

  /** Records that found no room, here or in a worker. */
  get leftOut(): number {
    return this.#leftOut;
  }

  hear(refusals: readonly RefusedHandshake[], leftOut: number): void {
    const room = Math.max(0, mostWaiting - this.#waiting.length);
    for (const refusal of refusals.slice(0, room)) this.#waiting.push(refusal);
    this.#leftOut += leftOut + Math.max(0, refusals.length - room);
  }

  /** Writes what waits. */
  async flush(db: Db): Promise<void> {
    for (let batch = 0; batch < batchesAtATime && this.#waiting.length > 0; batch += 1) {
      const refusals = this.#waiting.slice(0, batchSize);
      await saveRefusals(db, this.#gatewayId, refusals);
      this.#waiting = this.#waiting.slice(refusals.length);
      for (const { apiId } of refusals) this.#touched.add(apiId);
    }
  }

  /** Keeps the table bounded. */
  async prune(db: Db): Promise<void> {
    const touched = this.#touched;
    this.#touched = new Set();
    await pruneRefusals(db, touched, this.#now());
  }
}
