// Carries what workers tell of connections to the database, and requests to end connections back to them. A database
// that is away costs records once the buffer is full, and nothing else.

import type { Db } from "#lib/db/db.ts";
import { isBusy, isDiskFull } from "#lib/db/failure.ts";
import {
  forgetLiveConnections,
  listDisconnectRequests,
  listWatchedApis,
  pruneClosedConnections,
  pruneDisconnectRequests,
  pruneLiveConnections,
  saveClosedConnections,
  saveLiveConnections,
} from "#lib/gateways/connections/commands.ts";
import type { ClosedConnection, LiveConnection } from "#lib/gateways/connections/connection-record.ts";
import type { LiveReport, ToWorker } from "../contract.ts";

/** Records that wait for the database at most. */
const mostWaiting = 20_000;
/** Records in one write: SQLite's driver is synchronous, and the primary also hands out connections. */
const batchSize = 200;
/** Batches in one go, so that a storm of closes does not keep the rest waiting. */
const batchesAtATime = 5;
/** Connections of an API that are shown one by one. */
const shownConnections = 500;

type ConnectionReportsOptions = {
  readonly gatewayId: string;
  readonly now: () => Date;
  /** Tells every worker. */
  readonly tell: (message: ToWorker) => void;
};

/** The connections of one gateway, on their way to the database. */
export class ConnectionReports {
  readonly #options: ConnectionReportsOptions;
  #closed: ClosedConnection[] = [];
  #batchSize = batchSize;
  #leftOut = 0;
  /** APIs with new records since the last pruning. */
  #touched = new Set<string>();
  #watched: readonly string[] = [];
  /** Reports by API, then by worker. */
  readonly #live = new Map<string, Map<number, LiveReport>>();
  readonly #doneRequests = new Set<string>();

  constructor(options: ConnectionReportsOptions) {
    this.#options = options;
  }

  /** Records of ended connections that found no room, here or in a worker. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** What a new worker has to know. */
  greeting(): ToWorker[] {
    return this.#watched.length === 0 ? [] : [{ type: "watch", apiIds: this.#watched }];
  }

  hearClosed(connections: readonly ClosedConnection[], leftOut: number): void {
    const room = Math.max(0, mostWaiting - this.#closed.length);
    for (const connection of connections.slice(0, room)) this.#closed.push(connection);
    this.#leftOut += leftOut + Math.max(0, connections.length - room);
  }

  hearLive(worker: number, reports: readonly LiveReport[]): void {
    for (const report of reports) {
      const workers = this.#live.get(report.apiId) ?? new Map<number, LiveReport>();
      workers.set(worker, report);
      this.#live.set(report.apiId, workers);
    }
  }

  forgetWorker(worker: number): void {
    for (const workers of this.#live.values()) workers.delete(worker);
  }

  /**
   * Writes what waits. Where a batch cannot be written, the next one is half as large, until the record that the
   * database does not take stands alone and is left out.
   */
  async flushClosed(db: Db): Promise<void> {
    for (let batch = 0; batch < batchesAtATime && this.#closed.length > 0; batch += 1) {
      const connections = this.#closed.slice(0, this.#batchSize);
      try {
        await saveClosedConnections(db, this.#options.gatewayId, connections);
      } catch (error) {
        await this.#makeWay(db, error);
        throw error;
      }
      this.#batchSize = Math.min(batchSize, this.#batchSize * 2);
      this.#closed = this.#closed.slice(connections.length);
      for (const { apiId } of connections) this.#touched.add(apiId);
    }
  }

  async #makeWay(db: Db, error: unknown): Promise<void> {
    // It would not take another record either.
    if (isDiskFull(error) || isBusy(error)) return;
    if (this.#batchSize > 1) {
      this.#batchSize = Math.ceil(this.#batchSize / 2);
      return;
    }
    // Throws where it is the database that is away.
    await listWatchedApis(db, this.#options.now());
    this.#closed = this.#closed.slice(1);
    this.#leftOut += 1;
  }

  /** Finds out who is watched, and writes what is known of their connections. */
  async flushLive(db: Db): Promise<void> {
    const { gatewayId, now, tell } = this.#options;
    const watched = (await listWatchedApis(db, now())).sort();
    if (watched.join() !== this.#watched.join()) {
      this.#watched = watched;
      tell({ type: "watch", apiIds: watched });
      for (const apiId of this.#live.keys()) if (!watched.includes(apiId)) this.#live.delete(apiId);
      await forgetLiveConnections(db, gatewayId, watched);
    }
    for (const [apiId, workers] of this.#live) {
      const { total, connections } = merge([...workers.values()]);
      await saveLiveConnections(db, { gatewayId, apiId, total, connections }, now());
    }
  }

  /** Passes on new requests to end connections. */
  async followRequests(
    db: Db,
  ): Promise<readonly { readonly connectionId: string; readonly requestedBy: string }[]> {
    const requests = await listDisconnectRequests(db, this.#options.now());
    const fresh = requests.filter(({ id }) => !this.#doneRequests.has(id));
    this.#doneRequests.clear();
    for (const { id } of requests) this.#doneRequests.add(id);
    if (fresh.length > 0) {
      this.#options.tell({
        type: "disconnect",
        connectionIds: fresh.map(({ connectionId }) => connectionId),
      });
    }
    return fresh;
  }

  /** Keeps the tables bounded. */
  async prune(db: Db): Promise<void> {
    const touched = this.#touched;
    this.#touched = new Set();
    await pruneClosedConnections(db, touched, this.#options.now());
    await pruneDisconnectRequests(db, this.#options.now());
    await pruneLiveConnections(db, this.#options.now());
  }

  /** Writes what is left, and takes back what is true of the moment only. */
  async stop(db: Db): Promise<void> {
    await forgetLiveConnections(db, this.#options.gatewayId, []);
    await this.flushClosed(db);
  }
}

function merge(reports: readonly LiveReport[]): {
  readonly total: number;
  readonly connections: readonly LiveConnection[];
} {
  return {
    total: reports.reduce((sum, { total }) => sum + total, 0),
    connections: reports.flatMap(({ connections }) => connections).slice(0, shownConnections),
  };
}
