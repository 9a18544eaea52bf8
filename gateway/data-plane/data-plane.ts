// The data plane of one worker, put together: listeners, routing table, handshakes and live connections.
// It knows no process, no file and no database; whoever holds it feeds it and listens on its channels.
import type { Server } from "node:http";
import type { Server as TlsServer } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { createSecureContext } from "node:tls";
import type {
  BackendReport,
  BackendVerdict,
  CountReport,
  KeyUse,
  ListenOptions,
  LiveReport,
  TlsMaterial,
  UsageReport,
  WorkerStats,
} from "#gateway/contract.ts";
import { BackendPools } from "#gateway/data-plane/backends/backend-pools.ts";
import { LiveConnections } from "#gateway/data-plane/connections/live-connections.ts";
import type { RedeemTicket } from "#gateway/data-plane/handshake/handshake-worker.ts";
import {
  createWsServer,
  createWssServer,
  listenOn,
  secureContextOptions,
} from "#gateway/data-plane/handshake/listener.ts";
import { Upgrades } from "#gateway/data-plane/handshake/upgrade.ts";
import { FailedCredentials } from "#gateway/data-plane/limits/failed-credentials.ts";
import { GatewayBudgets } from "#gateway/data-plane/limits/gateway-budgets.ts";
import { RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import { DnsCache } from "#gateway/data-plane/sockets/dns-cache.ts";
import { Lingering } from "#gateway/data-plane/sockets/lingering.ts";
import type { JudgeEgress } from "#lib/egress/egress-policy.ts";
import { guardLookup } from "#lib/egress/guarded-lookup.ts";
import type { UsageSample } from "#lib/gateways/usage/usage.ts";
import type { TrustedProxies } from "#lib/network/trusted-proxies.ts";
import { RedeemedTickets } from "#lib/routes/redeemed-tickets.ts";
import type { RoutingUpdate } from "#lib/routes/route-record.ts";

/** What the data plane takes from outside. */
export type DataPlaneOptions = {
  /** Unix time in milliseconds. */
  readonly now: () => number;
  /**
   * Milliseconds of a clock that never goes back, for ages, idle times and rates, such as `performance.now`; `now` where
   * left out.
   */
  readonly monotonicNow?: () => number;
  /** That many cryptographically random bytes. */
  readonly randomBytes: (size: number) => Buffer;
  /** PEM text of the CAs trusted for `wss` backends; Node's own list where left out. */
  readonly backendCa?: string;
  /** Most handshakes that wait for their backend at a time, beyond which 503 is said at once; 1,000 where left out. */
  readonly maxPendingHandshakes?: number;
  /** Most open connections; no limit where left out or 0. */
  readonly maxConnections?: number;
  /** Most unknown credentials of a client network within a minute; no limit where left out or 0. */
  readonly maxFailedCredentials?: number;
  /** Most sockets, clients' and backends' together, so that the process stays below its limit of open files. */
  readonly maxSockets?: number | null;
  /** What the messages of inspected topics may hold, in bytes; 256 MB where left out. */
  readonly messageMemoryBytes?: number;
  /** Whose word on the client's address is believed; nobody's where left out. */
  readonly trustedProxies?: TrustedProxies;
  /** Where backends may stand; everywhere where left out. */
  readonly judgeEgress?: JudgeEgress;
  /** What workers share; this one is alone where left out. */
  readonly budgets?: GatewayBudgets;
  /** Who knows which tickets were used; this data plane alone where left out. */
  readonly redeem?: RedeemTicket;
  /** Pace of the sweep for idle, old and expired connections, in milliseconds; 1,000 where left out. */
  readonly sweepIntervalMs?: number;
};

/** Ports a data plane listens on. */
export type ListeningPorts = { readonly wsPort: number; readonly wssPort: number };

/** Beyond the drain window: time for the last closing handshakes, in milliseconds. */
const DRAIN_GRACE_MS = 2_000;
const DEFAULT_PENDING_HANDSHAKES = 1_000;
const DEFAULT_SWEEP_INTERVAL_MS = 1_000;

/** Makes a data plane. Handshakes get 503 before its first {@link DataPlane.applyRouting} with a revision. */
export function createDataPlane(options: DataPlaneOptions): DataPlane {
  return new DataPlane(options);
}

function redeemAlone(now: () => number): RedeemTicket {
  const redeemed = new RedeemedTickets();
  return (ticket, done) => done(redeemed.add(ticket, now()));
}

/** One worker's share of the gateway. */
export class DataPlane {
  readonly #table = new RoutingTable();
  readonly #live: LiveConnections;
  readonly #pools: BackendPools;
  readonly #lingering: Lingering;
  readonly #failedCredentials: FailedCredentials;
  readonly #upgrades: Upgrades;
  readonly #sweeper: NodeJS.Timeout;
  #wsServer: Server | null = null;
  #wssServer: TlsServer | null = null;

  constructor(options: DataPlaneOptions) {
    const monotonicNow = options.monotonicNow ?? options.now;
    const budgets =
      options.budgets ?? new GatewayBudgets({ now: monotonicNow, unixNow: options.now, onWanting: null });
    const judgeEgress = options.judgeEgress ?? (() => null);
    this.#live = new LiveConnections(
      { unixNow: options.now, now: monotonicNow, budgets },
      options.messageMemoryBytes,
    );
    this.#pools = new BackendPools(
      monotonicNow,
      options.now,
      (name) => this.#table.findApi(name.apiId)?.hasBackend(name) ?? false,
    );
    this.#lingering = new Lingering(monotonicNow);
    this.#failedCredentials = new FailedCredentials(options.maxFailedCredentials ?? 0, options.now);
    this.#upgrades = new Upgrades({
      table: this.#table,
      live: this.#live,
      lingering: this.#lingering,
      dialing: {
        pools: this.#pools,
        lookup: guardLookup(new DnsCache(monotonicNow).lookup, judgeEgress),
        judgeEgress,
        secureContext: createSecureContext(options.backendCa === undefined ? {} : { ca: options.backendCa }),
        monotonicNow,
      },
      maxPendingHandshakes: options.maxPendingHandshakes ?? DEFAULT_PENDING_HANDSHAKES,
      maxConnections: options.maxConnections ?? 0,
      maxSockets: options.maxSockets ?? null,
      trustedProxies: options.trustedProxies ?? null,
      now: options.now,
      randomBytes: options.randomBytes,
      redeem: options.redeem ?? redeemAlone(options.now),
      budgets,
      failedCredentials: this.#failedCredentials,
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
   * evenly over the window. With `lateMs` it first lets through, for so long, the handshakes of sockets that it has
   * accepted: where other workers go on listening, nobody needs to be refused. Resolves when all have gone, those refused included, or a little after the window, when
   * the rest has been destroyed.
   */
  async drain(windowMs: number, lateMs = 0): Promise<void> {
    this.#stopListening();
    if (lateMs > 0) await wait(lateMs);
    this.#upgrades.startDraining();
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
      failedConnections: this.#live.failed,
      shortages: this.#upgrades.room.shortages,
      ...this.#live.traffic,
      queuedBytes: this.#live.queuedBytes,
    };
  }

  /** True while a handshake would be refused for want of sockets. */
  get isShortOfSockets(): boolean {
    return this.#upgrades.room.isFull;
  }

  /** What this worker has taken of quotas, as far as it has changed since the last call. */
  takeAllowanceChanges(): UsageReport {
    return this.#live.usage.takeChanges();
  }

  /** What all other workers have taken of them, as far as it has changed. */
  setOtherAllowances(report: UsageReport): void {
    this.#live.usage.setOthers(report);
  }

  /**
   * This worker's numbers that have changed since the last call: of connections by address, of APIs that limit them, and of
   * credentials that failed.
   */
  takeCountChanges(): CountReport {
    return [...this.#live.reservations.takeChanges(), ...this.#failedCredentials.takeChanges()];
  }

  /** The sums of all other workers' numbers, as far as they have changed. */
  setOtherCounts(report: CountReport): void {
    this.#live.reservations.setOthers(report);
    this.#failedCredentials.setOthers(report);
  }

  /** The live connections of an API, at most `limit` of them one by one. */
  describeLive(apiId: string, limit: number): LiveReport {
    return this.#live.describe(apiId, limit);
  }

  /** Closes those of these connections that are here, the client with 1001; returns how many. */
  disconnect(connectionIds: readonly string[]): number {
    return this.#live.disconnect(connectionIds);
  }

  /** What happened on each topic since the last call. */
  takeUsage(): UsageSample[] {
    return this.#live.takeUsage();
  }

  /** The newest use of each key since the last call. */
  takeKeyUses(): KeyUse[] {
    return this.#live.keyUses.take();
  }

  /** Issuers of which a key was named that is not known, since the last call. */
  takeIssuersWanted(): string[] {
    return this.#table.consumers.issuers.takeWanted();
  }

  /** What the active checks say of backends. */
  setBackendVerdicts(verdicts: readonly BackendVerdict[]): void {
    this.#pools.setVerdicts(verdicts);
  }

  /** Backends about which something has changed since the last call. */
  takeBackendReports(): BackendReport[] {
    return this.#pools.takeReports();
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
