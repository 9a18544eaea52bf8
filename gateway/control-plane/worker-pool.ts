// The worker processes: started with the routing state before they listen, replaced when one dies, drained on request.
import type { Worker } from "node:cluster";
import type { Logger } from "pino";
import type { RoutingUpdate } from "#lib/routes/route-record.ts";
import type {
  FromWorker,
  ListenOptions,
  TlsMaterial,
  ToWorker,
  WorkerProcess,
  WorkerStats,
} from "../contract.ts";
import { forkWorker } from "./fork-worker.ts";
import { RoutingDelivery } from "./routing-delivery.ts";
import { type RoutingState, wholeOf } from "./routing-state.ts";
import { addStats, noStats } from "./worker-stats.ts";

const firstRestartDelayMs = 100;
const longestRestartDelayMs = 5_000;
const drainGraceMs = 5_000;
/** For the handshakes of sockets that a worker had accepted before it was replaced. */
const lateHandshakesMs = 1_000;

type Member = {
  readonly worker: Worker;
  readonly routing: RoutingDelivery;
  isReady: boolean;
  /** True for one that a newer worker has replaced, or that is to end with the gateway. */
  isLeaving: boolean;
  appliedRevision: number;
  stats: WorkerStats | null;
  process: WorkerProcess | null;
};

/** What workers tell that is not about the pool itself. */
export type WorkerReport = Exclude<FromWorker, { readonly type: "ready" | "applied" | "stats" | "drained" }>;

/** Hears of the workers, each known by a number. */
export type PoolListener = {
  /** A worker is about to start: what it has to know beside the routes, which it has by then. */
  greet(worker: number): readonly ToWorker[];
  hear(worker: number, report: WorkerReport): void;
  /** A worker is gone. */
  leave(worker: number): void;
};

export type PoolOptions = {
  readonly size: number;
  readonly listen: ListenOptions;
  readonly log: Logger;
  readonly currentRouting: () => RoutingState;
  readonly currentTls: () => TlsMaterial;
  /** Hears when every worker has applied what it was sent. */
  readonly onSettled: () => void;
  /** Hears every second of a worker that has no descriptors for connections, and of connections that this has cost. */
  readonly onShortage: () => void;
  readonly listener: PoolListener;
};

export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #members = new Map<number, Member>();
  #buriedStats: WorkerStats = noStats;
  #restartDelayMs = firstRestartDelayMs;
  #isDraining = false;
  #replacing: Promise<void> | null = null;
  #replacingNext: Promise<void> | null = null;
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

  /** How the living workers are. */
  get processes(): readonly (WorkerProcess & { readonly worker: number })[] {
    return [...this.#members.values()].flatMap(({ worker, process }) =>
      process === null ? [] : [{ ...process, worker: worker.id }],
    );
  }

  get openConnections(): number {
    return this.stats.reduce((sum, stats) => sum + stats.openConnections, 0);
  }

  publish(update: RoutingUpdate): void {
    for (const { routing } of this.#members.values()) routing.hand(update);
  }

  setTls(tls: TlsMaterial): void {
    this.#broadcast({ type: "tls", tls });
  }

  /** Tells every worker. */
  tell(message: ToWorker): void {
    this.#broadcast(message);
  }

  /** Tells one worker. */
  tellOne(worker: number, message: ToWorker): void {
    const member = this.#members.get(worker);
    if (member?.worker.isConnected()) member.worker.send(message);
  }

  /**
   * Replaces the workers one after another: a new one serves before an old one drains, so that no handshake is refused.
   * Asked again meanwhile, it does so once more when it is done, once for all who asked. Rejects, and leaves the rest as
   * they are, where a new one does not come up.
   */
  replaceAll(windowMs: number): Promise<void> {
    if (this.#replacing === null) {
      this.#replacing = this.#replaceEach(windowMs).finally(() => {
        this.#replacing = null;
      });
      return this.#replacing;
    }
    this.#replacingNext ??= this.#replacing
      .catch(() => {}) // whoever asked for that one hears of it
      .then(() => {
        this.#replacingNext = null;
        return this.replaceAll(windowMs);
      });
    return this.#replacingNext;
  }

  async #replaceEach(windowMs: number): Promise<void> {
    for (const old of [...this.#members.values()]) {
      if (this.#isDraining || old.isLeaving || !this.#isMember(old)) continue;
      await this.#fork();
      if (!this.#isMember(old)) continue; // it died meanwhile: the new one is there in its place
      old.isLeaving = true;
      void this.#drainOne(old, windowMs, lateHandshakesMs);
    }
    // One that died meanwhile is not replaced while the successor of another makes up the number: only now it is missed.
    while (!this.#isDraining && this.#staying < this.#options.size) await this.#fork();
  }

  /** Workers that are to stay, those included that are being started. */
  get #staying(): number {
    return [...this.#members.values()].filter(({ isLeaving }) => !isLeaving).length;
  }

  #isMember({ worker }: Member): boolean {
    return this.#members.has(worker.id);
  }

  /** Tells every worker to drain and waits until all are gone; what lingers after the window is killed. */
  async drain(windowMs: number): Promise<void> {
    this.#isDraining = true;
    await Promise.all([...this.#members.values()].map((member) => this.#drainOne(member, windowMs, 0)));
  }

  async #drainOne({ worker }: Member, windowMs: number, lateMs: number): Promise<void> {
    const gone = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    if (worker.isConnected()) worker.send({ type: "drain", windowMs, lateMs } satisfies ToWorker);
    const killer = setTimeout(() => worker.process.kill("SIGKILL"), windowMs + lateMs + drainGraceMs);
    await gone;
    clearTimeout(killer);
  }

  #broadcast(message: ToWorker): void {
    for (const { worker } of this.#members.values()) {
      if (worker.isConnected()) worker.send(message);
    }
  }

  #fork(): Promise<void> {
    const worker = forkWorker(this.#options.log);
    if (worker === null) {
      this.#restartLater();
      return Promise.reject(new Error("the system starts no more processes; the gateway's log says why"));
    }
    const send = (message: ToWorker): void => {
      if (worker.isConnected()) worker.send(message);
    };
    const member: Member = {
      worker,
      routing: new RoutingDelivery((update) => send({ type: "routing", update })),
      isReady: false,
      isLeaving: false,
      appliedRevision: -1,
      stats: null,
      process: null,
    };
    this.#members.set(worker.id, member);
    const { currentRouting, currentTls, listen, listener } = this.#options;
    member.routing.hand(wholeOf(currentRouting()));
    void member.routing.sent().then(() => {
      // One that was told to drain meanwhile must not listen after all.
      if (!this.#isMember(member) || this.#isDraining || member.isLeaving) return;
      for (const message of listener.greet(worker.id)) send(message);
      send({ type: "listen", options: listen, tls: currentTls() });
    });
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
        if (message.isShortOfSockets || message.stats.shortages > (member.stats?.shortages ?? 0))
          this.#options.onShortage();
        member.stats = message.stats;
        member.process = message.process;
        break;
      case "drained":
        break;
      default:
        this.#options.listener.hear(member.worker.id, message);
    }
  }

  #bury(member: Member, code: number | null, signal: string | null): void {
    this.#members.delete(member.worker.id);
    this.#options.listener.leave(member.worker.id);
    if (member.stats)
      this.#buriedStats = addStats(this.#buriedStats, {
        ...member.stats,
        openConnections: 0,
        queuedBytes: 0,
      });
    if (this.#isDraining || member.isLeaving) return;
    this.#options.log.error(
      { pid: member.worker.process.pid, code, signal },
      "a worker died and is replaced",
    );
    this.#restartLater();
  }

  #restartLater(): void {
    setTimeout(() => {
      // While workers are being replaced one more than usual may be there.
      if (this.#isDraining || this.#staying >= this.#options.size) return;
      this.#fork().catch(() => {}); // why is logged, and it is tried again
    }, this.#restartDelayMs);
    this.#restartDelayMs = Math.min(this.#restartDelayMs * 2, longestRestartDelayMs);
  }
}
