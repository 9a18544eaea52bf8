// The data plane of one worker, put together: listeners, routing table, handshakes and live connections.
// It knows no process, no file and no database; whoever holds it feeds it and listens on its channels.
import type { Server } from "node:http";
import type { Server as TlsServer } from "node:https";
import { createSecureContext } from "node:tls";
import type { ListenOptions, TlsMaterial, WorkerStats } from "#gateway/contract.ts";
import { Lingering } from "#gateway/data-plane/lingering.ts";
import {
  createWsServer,
  createWssServer,
  listenOn,
  secureContextOptions,
} from "#gateway/data-plane/listener.ts";
import { LiveConnections } from "#gateway/data-plane/live-connections.ts";
import { RoutingTable } from "#gateway/data-plane/routing-table.ts";
import { Upgrades } from "#gateway/data-plane/upgrade.ts";
import type { RoutingUpdate } from "#lib/routing/route-record.ts";

/** What the data plane takes from outside. */
export type DataPlaneOptions = {
  /** Unix time in milliseconds. */
  readonly now: () => number;
  /** That many cryptographically random bytes. */
  readonly randomBytes: (size: number) => Buffer;
  /** PEM text of the CAs trusted for `wss` backends; Node's own list where left out. */
  readonly backendCa?: string;
  /** Pace of the sweep for idle, old and expired connections, in milliseconds; 1,000 where left out. */
  readonly sweepIntervalMs?: number;
};

/** Ports a data plane listens on. */
export type ListeningPorts = { readonly wsPort: number; readonly wssPort: number };

/** Beyond the drain window: time for the last closing handshakes, in milliseconds. */
const DRAIN_GRACE_MS = 2_000;
const DEFAULT_SWEEP_INTERVAL_MS = 1_000;

/** Makes a data plane. Handshakes get 503 before its first {@link DataPlane.applyRouting} with a revision. */
export function createDataPlane(options: DataPlaneOptions): DataPlane {
  return new DataPlane(options);
}

/** One worker's share of the gateway. */
export class DataPlane {
  readonly #table = new RoutingTable();
  readonly #live: LiveConnections;
  readonly #lingering: Lingering;
  readonly #upgrades: Upgrades;
  readonly #sweeper: NodeJS.Timeout;
  #wsServer: Server | null = null;
  #wssServer: TlsServer | null = null;

  constructor(options: DataPlaneOptions) {
    this.#live = new LiveConnections(options.now);
    this.#lingering = new Lingering(options.now);
    this.#upgrades = new Upgrades({
      table: this.#table,
      live: this.#live,
      lingering: this.#lingering,
      secureContext: createSecureContext(options.backendCa === undefined ? {} : { ca: options.backendCa }),
      now: options.now,
      randomBytes: options.randomBytes,
    });
    this.#sweeper = setInterval(() => this.#sweep(), options.sweepIntervalMs ?? DEFAULT_SWEEP_INTERVAL_MS);
  }

  /** Opens both listeners; rejects where a port is taken or the certificate is no good. To be called once. */
  async listen(options: ListenOptions, tls: TlsMaterial): Promise<ListeningPorts> {
    this.#wssServer = createWssServer(this.#upgrades, tls);
    this.#wsServer = createWsServer(this.#upgrades);
    return {
      wsPort: await listenOn(this.#wsServer, options.host, options.wsPort),
      wssPort: await listenOn(this.#wssServer, options.host, options.wssPort),
    };
  }

  /** Applies a batch of the feed, to the next handshake and to live connections. Returns the revision reached. */
  applyRouting(update: RoutingUpdate): number {
    this.#live.follow(this.#table.apply(update), this.#table);
    return this.#table.revision;
  }

  /** Replaces the certificate for new connections. Throws where it is no good, and keeps the old one. */
  setTls(tls: TlsMaterial): void {
    this.#wssServer?.setSecureContext(secureContextOptions(tls));
  }

  /**
   * Stops accepting, refuses the handshakes that wait for a backend, and closes every connection with 1012, spread
   * evenly over the window. Resolves when all have gone, those refused included, or a little after the window, when
   * the rest has been destroyed.
   */
  async drain(windowMs: number): Promise<void> {
    this.#upgrades.startDraining();
    this.#stopListening();
    const deadline = setTimeout(() => {
      this.#live.destroyAll();
      this.#lingering.destroyAll();
    }, windowMs + DRAIN_GRACE_MS);
    await this.#live.drain(windowMs);
    await this.#lingering.emptied();
    clearTimeout(deadline);
  }

  /** Counters since the start. */
  stats(): WorkerStats {
    return {
      openConnections: this.#live.size,
      acceptedConnections: this.#live.accepted,
      refusedHandshakes: this.#upgrades.refused,
      ...this.#live.traffic,
    };
  }

  /** Ends everything at once: listeners, connections, timers. */
  close(): void {
    this.#upgrades.startDraining();
    this.#stopListening();
    clearInterval(this.#sweeper);
    this.#live.destroyAll();
    this.#lingering.destroyAll();
    this.#wsServer?.closeAllConnections();
    this.#wssServer?.closeAllConnections();
  }

  #stopListening(): void {
    this.#wsServer?.close();
    this.#wssServer?.close();
  }

  #sweep(): void {
    this.#live.sweep();
    this.#lingering.sweep();
  }
}
