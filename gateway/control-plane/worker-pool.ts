// The worker processes: started with the routing state before they listen, replaced when one dies, drained on request.
import cluster, { type Worker } from "node:cluster";
import type { Logger } from "pino";
import type { RoutingUpdate } from "#lib/routing/route-record.ts";
import type { FromWorker, ListenOptions, TlsMaterial, ToWorker, WorkerStats } from "../contract.ts";
import { inBatches, type RoutingState } from "./routing-state.ts";

const batchSize = 500;
const firstRestartDelayMs = 100;
const longestRestartDelayMs = 5_000;
const drainGraceMs = 5_000;

const noStats: WorkerStats = {
  openConnections: 0,
  acceptedConnections: 0,
  refusedHandshakes: 0,
  messagesIn: 0,
  messagesOut: 0,
  bytesIn: 0,
  bytesOut: 0,
};

function addStats(one: WorkerStats, other: WorkerStats): WorkerStats {
  return {
    openConnections: one.openConnections + other.openConnections,
    acceptedConnections: one.acceptedConnections + other.acceptedConnections,
    refusedHandshakes: one.refusedHandshakes + other.refusedHandshakes,
    messagesIn: one.messagesIn + other.messagesIn,
    messagesOut: one.messagesOut + other.messagesOut,
    bytesIn: one.bytesIn + other.bytesIn,
    bytesOut: one.bytesOut + other.bytesOut,
  };
}

type Member = {
  readonly worker: Worker;
  isReady: boolean;
  appliedRevision: number;
  stats: WorkerStats | null;
};

export type PoolOptions = {
  readonly size: number;
  readonly listen: ListenOptions;
  readonly log: Logger;
  readonly currentRouting: () => RoutingState;
  readonly currentTls: () => TlsMaterial;
  /** Hears when every worker has applied what it was sent. */
  readonly onSettled: () => void;
};

export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #members = new Map<number, Member>();
  #buriedStats: WorkerStats = noStats;
  #restartDelayMs = firstRestartDelayMs;
  #isDraining = false;
  #ports: { readonly wsPort: number; readonly wssPort: number } | null = null;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Starts all workers; resolves once one of them accepts connections. Rejects when the ports are not to be had. */
  async start(): Promise<void> {
    const started = Array.from({ length: this.#options.size }, () => this.#fork());
    await Promise.any(started).catch((error: AggregateError) => {
      throw error.errors[0];
    });
  }

  get ports(): { readonly wsPort: number; readonly wssPort: number } | null {
    return this.#ports;
  }

  get readyWorkers(): number {
    return [...this.#members.values()].filter((member) => member.isReady).length;
  }

  /** Lowest routing revision that a worker serves. */
  get appliedRevision(): number {
    const revisions = [...this.#members.values()]
      .filter((member) => member.isReady)
      .map((member) => member.appliedRevision);
    return revisions.length === 0 ? -1 : Math.min(...revisions);
  }

  /** Counters of the living workers, and what the dead ones had counted. */
  get stats(): readonly WorkerStats[] {
    return [...[...this.#members.values()].flatMap((member) => member.stats ?? []), this.#buriedStats];
  }

  get openConnections(): number {
    return this.stats.reduce((sum, stats) => sum + stats.openConnections, 0);
  }

  publish(update: RoutingUpdate): void {
    this.#broadcast({ type: "routing", update });
  }

  setTls(tls: TlsMaterial): void {
    this.#broadcast({ type: "tls", tls });
  }

  /** Tells every worker to drain and waits until all are gone; what lingers after the window is killed. */
  async drain(windowMs: number): Promise<void> {
    this.#isDraining = true;
    const gone = [...this.#members.values()].map(
      ({ worker }) => new Promise<void>((resolve) => worker.once("exit", () => resolve())),
    );
    this.#broadcast({ type: "drain", windowMs });
    const killer = setTimeout(() => {
      for (const { worker } of this.#members.values()) worker.process.kill("SIGKILL");
    }, windowMs + drainGraceMs);
    await Promise.all(gone);
    clearTimeout(killer);
  }

  #broadcast(message: ToWorker): void {
    for (const { worker } of this.#members.values()) {
      if (worker.isConnected()) worker.send(message);
    }
  }

  #fork(): Promise<void> {
    const worker = cluster.fork();
    const member: Member = { worker, isReady: false, appliedRevision: -1, stats: null };
    this.#members.set(worker.id, member);
    const { currentRouting, currentTls, listen } = this.#options;
    for (const update of inBatches(currentRouting(), batchSize))
      worker.send({ type: "routing", update } satisfies ToWorker);
    worker.send({ type: "listen", options: listen, tls: currentTls() } satisfies ToWorker);
    return new Promise((resolve, reject) => {
      worker.on("message", (message: FromWorker) => {
        this.#hear(member, message);
        if (message.type === "ready") resolve();
      });
      worker.once("exit", (code, signal) => {
        this.#bury(member, code, signal);
        reject(new Error("a gateway worker ended before it could listen; its log says why"));
      });
    });
  }

  #hear(member: Member, message: FromWorker): void {
    switch (message.type) {
      case "ready":
        member.isReady = true;
        this.#restartDelayMs = firstRestartDelayMs;
        this.#ports = { wsPort: message.wsPort, wssPort: message.wssPort };
        break;
      case "applied":
        member.appliedRevision = message.revision;
        if (this.appliedRevision === this.#options.currentRouting().revision) this.#options.onSettled();
        break;
      case "stats":
        member.stats = message.stats;
        break;
      case "drained":
        break;
    }
  }

  #bury(member: Member, code: number | null, signal: string | null): void {
    this.#members.delete(member.worker.id);
    if (member.stats)
      this.#buriedStats = addStats(this.#buriedStats, { ...member.stats, openConnections: 0 });
    if (this.#isDraining) return;
    this.#options.log.error(
      { pid: member.worker.process.pid, code, signal },
      "a worker died and is replaced",
    );
    setTimeout(() => {
      if (!this.#isDraining) this.#fork().catch(() => {}); // its death is logged above and tried again
    }, this.#restartDelayMs);
    this.#restartDelayMs = Math.min(this.#restartDelayMs * 2, longestRestartDelayMs);
  }
}
