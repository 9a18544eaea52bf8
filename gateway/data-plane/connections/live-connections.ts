// Watches over the connections that are open: follows changes of routing, the clock and the drain, and keeps the totals.
// One coarse sweep serves all of them; no connection has a timer of its own.
import type { LiveReport, WorkerStats } from "#gateway/contract.ts";
import { publish } from "#gateway/data-plane/connections/channels.ts";
import {
  Connection,
  type ConnectionFacts,
  type ConnectionOwner,
  type ConnectionSockets,
} from "#gateway/data-plane/connections/connection.ts";
import { ConnectionRegistry } from "#gateway/data-plane/connections/connection-registry.ts";
import { KeyUses } from "#gateway/data-plane/connections/key-uses.ts";
import { denialOf } from "#gateway/data-plane/connections/regrant.ts";
import { stagger } from "#gateway/data-plane/connections/stagger.ts";
import { type TopicTally, UsageTally } from "#gateway/data-plane/connections/usage-tally.ts";
import { encodeCloseFrame, type GatewayClose, gatewayClose } from "#gateway/data-plane/frames/close-code.ts";
import type { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { MessageMemory } from "#gateway/data-plane/limits/message-memory.ts";
import type { RelayLimits } from "#gateway/data-plane/limits/meter.ts";
import { Pacer } from "#gateway/data-plane/limits/pacer.ts";
import type { BucketParts } from "#gateway/data-plane/limits/plan-limits.ts";
import { type LimitFacts, RateLimits } from "#gateway/data-plane/limits/rate-limits.ts";
import { Reservations, reservedFor } from "#gateway/data-plane/limits/reservations.ts";
import type { SharedUsage } from "#gateway/data-plane/limits/shared-usage.ts";
import type { EndOfConnection, Relay } from "#gateway/data-plane/relay/relay.ts";
import type { RoutingChange, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { UsageSample } from "#lib/gateways/usage/usage.ts";

/** Span over which the connections of a withdrawn API are closed: well within the second that is promised. */
const WITHDRAWAL_WINDOW_MS = 500;
/** Rates are taken over about a second, however often the sweep comes round. */
const MEASURE_EVERY_MS = 900;

type Traffic = Pick<WorkerStats, "messagesIn" | "messagesOut" | "bytesIn" | "bytesOut">;

/** The open connections of a worker. */
export class LiveConnections implements ConnectionOwner {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly pacer: Pacer;
  readonly memory: MessageMemory;
  readonly keyUses = new KeyUses();
  readonly #unixNow: () => number;
  readonly #usage = new UsageTally();
  readonly #registry = new ConnectionRegistry();
  readonly #rateLimits: RateLimits;
  readonly reservations: Reservations;
  readonly #closedTraffic = { messagesIn: 0, messagesOut: 0, bytesIn: 0, bytesOut: 0 };
  #accepted = 0;
  #failed = 0;
  #measuredAtMs: number;
  #onEmpty: (() => void) | null = null;

  constructor({ unixNow, now, budgets }: Omit<BucketParts, "usage">, messageMemoryBytes?: number) {
    this.memory = new MessageMemory(messageMemoryBytes);
    this.#unixNow = unixNow;
    this.now = now;
    this.pacer = new Pacer(now);
    this.#rateLimits = new RateLimits(now, unixNow, budgets);
    this.reservations = new Reservations(this.#rateLimits.parts);
    this.#measuredAtMs = now();
  }

  get size(): number {
    return this.#registry.size;
  }

  /** Connections opened since the start. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Handshakes and connections that were ended because something of the gateway's own threw. */
  get failed(): number {
    return this.#failed;
  }

  /** Counts and publishes what threw. */
  noteFailure(connectionId: string, error: unknown): void {
    this.#failed += 1;
    publish("sluice:connection.fail", { connectionId, error });
  }

  connectionFailed(connectionId: string, relay: Relay, error: unknown): void {
    this.noteFailure(connectionId, error);
    try {
      // Where it threw while closing, there is nothing left to say.
      if (relay.isEnding) relay.destroy();
      else relay.close(gatewayClose.failed, gatewayClose.failed.policy);
    } catch {
      relay.destroy();
    }
  }

  /** What passed since the start, open connections included. */
  get traffic(): Traffic {
    const total = { ...this.#closedTraffic };
    for (const connection of this.#registry.all()) addTraffic(total, connection.relay);
    return total;
  }

  /** Takes over a connection whose 101 is on its way, for which there is room, which is given back at its end. */
  open(facts: ConnectionFacts, sockets: ConnectionSockets): void {
    const connection = this.#begin(facts, sockets);
    if (connection === null) return;
    this.#registry.add(connection);
    this.keyUses.note(facts.grant, facts.clientAddress, facts.openedAtMs);
    this.#accepted += 1;
    publish("sluice:connection.open", connection.identity);
  }

  /** Null where it cannot even begin; then both sockets are closed, and the room is given back. */
  #begin(facts: ConnectionFacts, sockets: ConnectionSockets): Connection | null {
    try {
      return new Connection(facts, sockets, this);
    } catch (error) {
      this.noteFailure(facts.id, error);
      sockets.backend.socket.on("error", ignoreError).destroy();
      sockets.client.on("error", ignoreError).end(encodeCloseFrame(gatewayClose.failed, null));
      sockets.client.resume();
      facts.place.leave();
      this.reservations.release(reservedFor({ ...facts, use: facts.grant?.use ?? null }));
      return null;
    }
  }

  tallyOf(apiId: string, topic: string): TopicTally {
    return this.#usage.of(apiId, topic);
  }

  /** Counts a refused handshake of a topic. */
  countRefusal({ about, code }: Refusal): void {
    if (about !== null) this.#usage.of(about.apiId, about.topic).refused(code);
  }

  /** What happened on each topic since the last call. */
  takeUsage(): UsageSample[] {
    return this.#usage.take();
  }

  /** Bytes that wait in all connections together. */
  get queuedBytes(): number {
    let bytes = 0;
    for (const connection of this.#registry.all()) bytes += connection.relay.queuedBytes;
    return bytes;
  }

  limitsOf(connection: LimitFacts): RelayLimits {
    if (connection.use !== null) this.reservations.ofPlans.followPlan(connection.use);
    return this.#rateLimits.limitsOf(connection);
  }

  connectionClosed(connection: Connection, ending: EndOfConnection): void {
    this.#registry.remove(connection);
    connection.place.leave();
    this.reservations.release(connection);
    addTraffic(this.#closedTraffic, connection.relay);
    const closedAtMs = this.#unixNow();
    publish("sluice:connection.close", {
      ...connection.describeEnd(ending, closedAtMs),
      durationMs: closedAtMs - connection.openedAtMs,
    });
    if (this.#registry.size === 0) this.#onEmpty?.();
  }

  /** Has the connections that an update concerns follow it; those that may not stay are closed, spread a little. */
  follow(change: RoutingChange, table: RoutingTable): void {
    this.#rateLimits.follow(change, table);
    this.reservations.ofApis.follow(change, table);
    const leaving: { readonly connection: Connection; readonly reason: GatewayClose }[] = [];
    for (const connection of change.isFull ? this.#registry.all() : this.#registry.concernedBy(change)) {
      this.#guard(connection, () => {
        const reason = connection.reroute(table) ?? denialOf(connection, table, this.#unixNow());
        if (reason !== null) leaving.push({ connection, reason });
      });
    }
    stagger(leaving, WITHDRAWAL_WINDOW_MS, ({ connection, reason }) =>
      this.#guard(connection, () => close(connection, reason)),
    );
  }

  /** Does something to one connection of many: what it throws is that one's end and no other's. */
  #guard(connection: Connection, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.connectionFailed(connection.id, connection.relay, error);
    }
  }

  /** Closes what is idle, too old or expired, and has the relays look at the clock. */
  sweep(): void {
    const unixMs = this.#unixNow();
    const nowMs = this.now();
    const elapsedMs = nowMs - this.#measuredAtMs;
    const isMeasured = elapsedMs >= MEASURE_EVERY_MS;
    if (isMeasured) this.reservations.ofPlans.forgetIdle(unixMs);
    if (isMeasured) this.#measuredAtMs = nowMs;
    for (const connection of this.#registry.all()) {
      this.#guard(connection, () => {
        if (isMeasured) connection.measure(elapsedMs);
        const reason = connection.relay.isEnding ? null : connection.checkTimes(unixMs, nowMs);
        if (reason !== null) close(connection, reason);
        connection.relay.sweep(nowMs);
      });
    }
  }

  /** The connections of an API, the first so many of them one by one. */
  describe(apiId: string, limit: number): LiveReport {
    const connections = this.#registry.ofApi(apiId);
    return {
      apiId,
      total: connections.size,
      connections: [...connections.values().take(limit)].map((connection) => connection.describe()),
    };
  }

  /** Closes those of these connections that are here; returns how many. */
  disconnect(connectionIds: readonly string[]): number {
    const ids = new Set(connectionIds);
    const found = [...this.#registry.all()].filter((connection) => ids.has(connection.id));
    for (const connection of found)
      this.#guard(connection, () => close(connection, gatewayClose.disconnected));
    return found.length;
  }

  /** What is taken of allowances that workers share. */
  get usage(): SharedUsage {
    return this.#rateLimits.usage;
  }

  /** Closes every connection with 1012, spread over the window; resolves when all are gone. */
  async drain(windowMs: number): Promise<void> {
    stagger([...this.#registry.all()], windowMs, (connection) =>
      this.#guard(connection, () => close(connection, gatewayClose.restarting)),
    );
    if (this.#registry.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onEmpty = resolve;
    await promise;
  }

  /** Destroys every socket at once. */
  destroyAll(): void {
    for (const connection of this.#registry.all()) connection.relay.destroy();
  }
}

/** A socket that is being given up: its "close" follows. */
function ignoreError(): void {}

function close(connection: Connection, reason: GatewayClose): void {
  connection.relay.close(reason, reason.policy);
}

function addTraffic(total: { -readonly [Key in keyof Traffic]: number }, relay: Relay): void {
  total.messagesIn += relay.fromClient.messages;
  total.messagesOut += relay.fromBackend.messages;
  total.bytesIn += relay.fromClient.payloadBytes;
  total.bytesOut += relay.fromBackend.payloadBytes;
}
