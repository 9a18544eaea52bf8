// Watches over the connections that are open: follows changes of routing, the clock and the drain, and keeps the totals.
// One coarse sweep serves all of them; no connection has a timer of its own.
import type { WorkerStats } from "#gateway/contract.ts";
import { publish } from "#gateway/data-plane/channels.ts";
import { gatewayClose } from "#gateway/data-plane/close-code.ts";
import {
  Connection,
  type ConnectionFacts,
  type ConnectionOwner,
  type ConnectionSockets,
} from "#gateway/data-plane/connection.ts";
import { ConnectionRegistry } from "#gateway/data-plane/connection-registry.ts";
import type { RoutingChange, RoutingTable } from "#gateway/data-plane/routing-table.ts";
import { spread } from "#gateway/data-plane/spread.ts";
import type { Ending, Tunnel } from "#gateway/data-plane/tunnel.ts";

/** Span over which the connections of a withdrawn API are closed: well within the second that is promised. */
const WITHDRAWAL_WINDOW_MS = 500;

type Traffic = Pick<WorkerStats, "messagesIn" | "messagesOut" | "bytesIn" | "bytesOut">;

/** The open connections of a worker. */
export class LiveConnections implements ConnectionOwner {
  readonly #registry = new ConnectionRegistry();
  readonly #now: () => number;
  readonly #closedTraffic = { messagesIn: 0, messagesOut: 0, bytesIn: 0, bytesOut: 0 };
  #accepted = 0;
  #onEmpty: (() => void) | null = null;

  /** `now` yields Unix time in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    return this.#registry.size;
  }

  /** Connections opened since the start. */
  get accepted(): number {
    return this.#accepted;
  }

  /** What passed since the start, open connections included. */
  get traffic(): Traffic {
    const total = { ...this.#closedTraffic };
    for (const connection of this.#registry.all()) addTraffic(total, connection.tunnel);
    return total;
  }

  /** Takes over a connection whose 101 is on its way. */
  open(facts: ConnectionFacts, sockets: ConnectionSockets): void {
    const connection = new Connection(facts, sockets, this);
    this.#registry.add(connection);
    this.#accepted += 1;
    publish("sluice:connection.open", connection.identity);
  }

  connectionClosed(connection: Connection, ending: Ending): void {
    this.#registry.remove(connection);
    addTraffic(this.#closedTraffic, connection.tunnel);
    const traffic = { messagesIn: 0, messagesOut: 0, bytesIn: 0, bytesOut: 0 };
    addTraffic(traffic, connection.tunnel);
    publish("sluice:connection.close", {
      ...connection.identity,
      ...traffic,
      durationMs: this.#now() - connection.openedAtMs,
      closeCode: ending.code,
      closedBy: ending.closedBy,
      why: ending.why,
    });
    if (this.#registry.size === 0) this.#onEmpty?.();
  }

  /** Has the connections that an update concerns follow it; those that may not stay are closed, spread a little. */
  follow(change: RoutingChange, table: RoutingTable): void {
    const concerned = change.isFull
      ? this.#registry.all()
      : this.#registry.concernedBy(change.apiIds, change.credentialIds);
    const leaving = [];
    for (const connection of concerned) {
      const reason = connection.reroute(table);
      if (reason !== null) leaving.push({ connection, reason });
    }
    spread(leaving, WITHDRAWAL_WINDOW_MS, ({ connection, reason }) => connection.tunnel.close(reason));
  }

  /** Closes what is idle, too old or expired, and destroys what does not finish closing. */
  sweep(): void {
    const nowMs = this.#now();
    for (const connection of this.#registry.all()) {
      if (connection.tunnel.isEnding) connection.tunnel.sweep(nowMs);
      else {
        const reason = connection.checkTimes(nowMs);
        if (reason !== null) connection.tunnel.close(reason);
      }
    }
  }

  /** Closes every connection with 1012, spread over the window; resolves when all are gone. */
  async drain(windowMs: number): Promise<void> {
    const restart = (connection: Connection): void => connection.tunnel.close(gatewayClose.restarting);
    spread([...this.#registry.all()], windowMs, restart);
    if (this.#registry.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onEmpty = resolve;
    await promise;
  }

  /** Destroys every socket at once. */
  destroyAll(): void {
    for (const connection of this.#registry.all()) connection.tunnel.destroy();
  }
}

function addTraffic(total: { -readonly [Key in keyof Traffic]: number }, tunnel: Tunnel): void {
  total.messagesIn += tunnel.fromClient.messages;
  total.messagesOut += tunnel.fromBackend.messages;
  total.bytesIn += tunnel.fromClient.payloadBytes;
  total.bytesOut += tunnel.fromBackend.payloadBytes;
}
