// How a connection ends, whatever relays it: who began and why, whether a side has fallen silent, and how long the end may
// take. Called at the sweep and at the end, never for what passes.
import type { Duplex } from "node:stream";
import { type CloseReason, type GatewayClose, gatewayClose } from "#gateway/data-plane/frames/close-code.ts";
import type { RelayLimits } from "#gateway/data-plane/limits/meter.ts";
import { closedByGateway, closedBySide, lost } from "#gateway/data-plane/relay/end-of-connection.ts";
import { heartbeatAction, judgeSilence, type Watched } from "#gateway/data-plane/relay/heartbeat.ts";
import type { EndOfConnection, Side } from "#gateway/data-plane/relay/relay.ts";

/** Time for a closing handshake between the two peers, after which both sockets are destroyed, in milliseconds. */
const PEERS_MS = 30_000;
/** The same once the gateway has closed, or one side is gone, or has ended without a Close frame. */
const GATEWAY_MS = 5_000;

/** What of a leg matters at its end. */
export type ClosingLeg = Watched & {
  readonly side: Side;
  readonly socket: Duplex;
  readonly isClosed: boolean;
  isLost: boolean;
};

/** What a relay does of the end itself: it knows where in a frame its legs are. */
export type ClosingRelay<Leg> = {
  /** Asks a silent leg for a sign of life, where one can be asked for just now; `pingedAtMs` of the leg says that it was. */
  pingLeg(leg: Leg, nowMs: number): void;
  /** Sends each leg its Close frame as soon as it may have one. */
  closeLegs(forClient: CloseReason, forBackend: CloseReason): void;
  /** The time for the end is over: destroys both sockets. */
  expire(): void;
};

/** The end of one connection. */
export class Closing<Leg extends ClosingLeg> {
  /** Null while the connection lives; the first to begin decides. */
  ending: EndOfConnection | null = null;
  readonly #relay: ClosingRelay<Leg>;
  #sinceMs = -1;

  constructor(relay: ClosingRelay<Leg>) {
    this.#relay = relay;
  }

  /** A side sent a Close frame. */
  closedBySide(side: Side, code: number): void {
    this.ending ??= closedBySide(side, code);
  }

  /** A side ended without a Close frame; false where the end had begun, and that is no news. */
  lose(leg: Leg): boolean {
    if (this.ending !== null) return false;
    leg.isLost = true;
    this.ending = lost(leg.side);
    return true;
  }

  /** The gateway ends it, for a reason that both sides hear in their own way; false where the end had begun. */
  begin(cause: GatewayClose): boolean {
    if (this.ending !== null) return false;
    this.ending = closedByGateway(cause);
    return true;
  }

  /** The same, and tells both. */
  closeBoth(forClient: CloseReason, forBackend: CloseReason, cause: GatewayClose): void {
    if (this.begin(cause)) this.#relay.closeLegs(forClient, forBackend);
  }

  /** The client is told why, the backend that its peer is gone. */
  close(cause: GatewayClose): void {
    this.closeBoth(cause, gatewayClose.peerClosed, cause);
  }

  /** Because of what one side sent; a client is told `forClient` where it was the backend's fault. */
  closeForSender(sender: Side, forSender: GatewayClose, forClient: CloseReason): void {
    if (sender === "client") this.close(forSender);
    else this.closeBoth(forClient, forSender, forSender);
  }

  /** Looks at the clock: for signs of life, and at an end that takes too long. */
  sweep(nowMs: number, limits: RelayLimits, client: Leg, backend: Leg): void {
    this.#watch(client, limits, nowMs);
    this.#watch(backend, limits, nowMs);
    if (this.ending !== null && this.#isOver(nowMs, this.ending, client, backend)) this.#relay.expire();
  }

  #watch(leg: Leg, { heartbeatIntervalMs, heartbeatTimeoutMs }: RelayLimits, nowMs: number): void {
    if (this.ending !== null) return;
    const action = judgeSilence(leg, heartbeatIntervalMs, heartbeatTimeoutMs, nowMs);
    if (action === heartbeatAction.ping) this.#relay.pingLeg(leg, nowMs);
    if (action !== heartbeatAction.giveUp) return;
    leg.isLost = true;
    this.close(gatewayClose.halfOpen);
    leg.socket.destroy();
  }

  /** Runs from the first look at an ending connection. */
  #isOver(nowMs: number, { closedBy }: EndOfConnection, client: Leg, backend: Leg): boolean {
    if (this.#sinceMs < 0) this.#sinceMs = nowMs;
    const isUrgent = closedBy === "gateway" || client.isLost || client.isClosed || backend.isClosed;
    return nowMs - this.#sinceMs >= (isUrgent ? GATEWAY_MS : PEERS_MS);
  }
}
