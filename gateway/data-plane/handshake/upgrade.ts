// Receives the upgrade requests of a worker, and keeps what handshakes have in common: who waits, who is refused, how many
// there may be. What becomes of one: pending-handshake.ts.
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { DialContext } from "#gateway/data-plane/backends/backend-dialer.ts";
import type { LiveConnections } from "#gateway/data-plane/connections/live-connections.ts";
import { attemptIdOf } from "#gateway/data-plane/handshake/attempt-protocol.ts";
import type { Caller } from "#gateway/data-plane/handshake/backend-request.ts";
import type { HandshakeWorker, RedeemTicket } from "#gateway/data-plane/handshake/handshake-worker.ts";
import { draining, gatewayFull, overloaded } from "#gateway/data-plane/handshake/no-room.ts";
import { ignoreError, PendingHandshake } from "#gateway/data-plane/handshake/pending-handshake.ts";
import { publishRefused } from "#gateway/data-plane/handshake/publish-outcome.ts";
import { originOf } from "#gateway/data-plane/http/client-address.ts";
import { outOfSockets } from "#gateway/data-plane/http/own-trouble.ts";
import { recordedPath } from "#gateway/data-plane/http/recorded-path.ts";
import { type Refusal, refusalResponse } from "#gateway/data-plane/http/refusal.ts";
import type { RawRequest } from "#gateway/data-plane/http/request-head.ts";
import type { FailedCredentials } from "#gateway/data-plane/limits/failed-credentials.ts";
import type { GatewayBudgets } from "#gateway/data-plane/limits/gateway-budgets.ts";
import { WaitingShares } from "#gateway/data-plane/limits/waiting-shares.ts";
import type { RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import type { Lingering } from "#gateway/data-plane/sockets/lingering.ts";
import { SocketRoom } from "#gateway/data-plane/sockets/socket-room.ts";
import type { TrustedProxies } from "#lib/network/trusted-proxies.ts";

/** What handshakes need of their worker. */
export type UpgradeContext = {
  readonly table: RoutingTable;
  readonly live: LiveConnections;
  readonly lingering: Lingering;
  readonly dialing: DialContext;
  /** Most handshakes that wait for their backend at a time. */
  readonly maxPendingHandshakes: number;
  /** Most open connections of this worker; 0 for no limit. */
  readonly maxConnections: number;
  /** Most sockets of this worker, clients' and backends' together; null for no limit. */
  readonly maxSockets: number | null;
  /** Whose word on the client's address is believed. */
  readonly trustedProxies: TrustedProxies;
  /** Unix time in milliseconds. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Buffer;
  readonly redeem: RedeemTicket;
  readonly budgets: GatewayBudgets;
  readonly failedCredentials: FailedCredentials;
};

/** Performs the handshakes of one worker. */
export class Upgrades {
  #refused = 0;
  #isDraining = false;
  readonly #worker: HandshakeWorker;
  /** Every client's socket is to enter it as it is accepted. */
  readonly room: SocketRoom;
  readonly #context: UpgradeContext;

  constructor(context: UpgradeContext) {
    this.#context = context;
    const { table, live, dialing, now, randomBytes, redeem, budgets, failedCredentials } = context;
    const waiting = new WaitingShares(context.maxPendingHandshakes);
    this.room = new SocketRoom(context.maxSockets, () => 2 * live.size + waiting.taken);
    this.#worker = {
      ...{ table, live, dialing, now, randomBytes, redeem, budgets, failedCredentials, waiting },
      dialling: new Set(),
      room: this.room,
      findNoRoom: () => this.#findNoRoom(),
      refuse: (socket, caller, refusal) => this.#refuse(socket, caller, refusal),
    };
  }

  /** Handshakes refused since the start, plain HTTP requests included. */
  get refused(): number {
    return this.#refused;
  }

  /** From now on every handshake gets 503, those included whose backend has not answered yet. */
  startDraining(): void {
    this.#isDraining = true;
    for (const handshake of this.#worker.dialling) handshake.giveUp(draining());
  }

  /** Handles an upgrade request; `clientHead` are the bytes behind it. Never throws at what a client sends. */
  handle(request: RawRequest, socket: Duplex, clientHead: Buffer): void {
    socket.on("error", ignoreError);
    // Node's servers hand out nothing else; the check is for the compiler.
    if (!(socket instanceof Socket)) {
      socket.destroy();
      return;
    }
    new PendingHandshake(this.#worker, socket, this.#callerOf(socket, request)).perform(request, clientHead);
  }

  /** Answers what could not be read as a request with a problem, and ends the socket. */
  refuseUnread(socket: Socket, refusal: Refusal): void {
    this.#refuse(socket, this.#callerOf(socket, null), refusal);
  }

  /** Counts and publishes the refusal of a request that somebody else answers; returns the id that it goes by. */
  countPlainRequest(request: RawRequest, socket: Socket, refusal: Refusal): string {
    const caller = this.#callerOf(socket, request);
    this.#countRefusal(caller, refusal);
    return caller.connectionId;
  }

  #refuse(socket: Socket, caller: Caller, refusal: Refusal): void {
    this.#countRefusal(caller, refusal);
    this.#context.lingering.finish(socket, refusalResponse(refusal, caller.connectionId));
  }

  #countRefusal(caller: Caller, refusal: Refusal): void {
    this.#refused += 1;
    const { cause, error } = refusal.extras;
    // The gateway's own limit of connections has no cause beside it.
    if (refusal.code === "gateway_full" && cause !== undefined) this.room.countShortage();
    this.#context.live.countRefusal(refusal);
    if (error !== undefined) this.#context.live.noteFailure(caller.connectionId, error);
    publishRefused(caller, refusal);
  }

  /** Why nobody is let in, whoever it is; judged before anything of the request costs time. */
  #findNoRoom(): Refusal | null {
    const { live, maxConnections } = this.#context;
    if (this.#isDraining) return draining();
    if (this.#worker.waiting.isFull) return overloaded("gateway");
    if (this.room.isFull) return outOfSockets("open files");
    return maxConnections > 0 && live.size + this.#worker.waiting.taken >= maxConnections
      ? gatewayFull()
      : null;
  }

  #callerOf(socket: Socket, request: RawRequest | null): Caller {
    return {
      // A name for the connection, from its first byte to its last log line.
      connectionId: this.#context.randomBytes(8).toString("hex"),
      origin: originOf(this.#context.trustedProxies, socket, request),
      path: recordedPath(request?.url ?? ""),
      attemptId: attemptIdOf(request),
    };
  }
}
