// Relays the two directions of a WebSocket connection as raw bytes, with backpressure, from the 101 until both sockets
// are closed. It puts in nothing but a Close frame, and that only between two frames.
import type { Socket } from "node:net";
import type { BackendSocket } from "#gateway/data-plane/backend-socket.ts";
import {
  ABNORMAL_CLOSURE,
  type CloseReason,
  encodeCloseFrame,
  gatewayClose,
} from "#gateway/data-plane/close-code.ts";
import { type FrameScanner, scanOutcome } from "#gateway/data-plane/frame-scanner.ts";
import { Leg, type LegOwner, type Side } from "#gateway/data-plane/leg.ts";

/** How a connection ended. */
export type Ending = {
  /** Code of the first Close frame, or 1006 where a client and 1014 where a backend vanished without one. */
  readonly code: number;
  readonly closedBy: Side | "gateway";
  readonly why: string;
};

/** What a tunnel is made of. */
export type TunnelParts = {
  readonly client: Socket;
  /** Bytes that came from the client behind its request. */
  readonly clientHead: Buffer;
  readonly backend: BackendSocket;
  /** Bytes that came from the backend behind its answer. */
  readonly backendHead: Buffer;
  /** Largest message either way, 0 for no limit. */
  readonly maxMessageBytes: number;
  /** Random bytes to mask a Close frame with. */
  readonly randomBytes: (size: number) => Buffer;
  readonly owner: TunnelOwner;
};

/** Told once, when both sockets are closed. */
export type TunnelOwner = { tunnelClosed(ending: Ending): void };

/** Time for a closing handshake between the two peers, after which both sockets are destroyed, in milliseconds. */
const CLOSING_GRACE_MS = 30_000;
/** The same once the gateway has closed, or one socket is gone altogether. */
const GATEWAY_GRACE_MS = 5_000;

/** Two legs and what passes between them. Its life ends by itself, or by {@link Tunnel.close}. */
export class Tunnel implements LegOwner {
  readonly #client: Leg;
  readonly #backend: Leg;
  readonly #owner: TunnelOwner;
  readonly #randomBytes: TunnelParts["randomBytes"];
  #ending: Ending | null = null;
  #endingSinceMs = 0;

  constructor(parts: TunnelParts) {
    this.#owner = parts.owner;
    this.#randomBytes = parts.randomBytes;
    this.#client = new Leg(parts.client, "client", parts.maxMessageBytes, this);
    this.#backend = new Leg(parts.backend.socket, "backend", parts.maxMessageBytes, this);
    parts.backend.sink = this.#backend;
    if (parts.backendHead.length > 0) this.legReceived(this.#backend, parts.backendHead);
    if (parts.clientHead.length > 0) this.legReceived(this.#client, parts.clientHead);
    this.#client.readByEvent();
  }

  /** Counters of what clients send; they grow while the tunnel lives. */
  get fromClient(): FrameScanner {
    return this.#client.scanner;
  }

  /** Counters of what backends send. */
  get fromBackend(): FrameScanner {
    return this.#backend.scanner;
  }

  /** True once one side, or the gateway, has begun to close. */
  get isEnding(): boolean {
    return this.#ending !== null;
  }

  /**
   * Closes from the gateway: the client is told why, the backend 1001. Each gets its Close frame when the frame that
   * is passing to it is complete, and is destroyed where that takes too long. Does nothing when already closing.
   */
  close(reason: CloseReason): void {
    this.#closeBoth(reason, gatewayClose.peerClosed, reason);
  }

  /** Ends both sockets at once, without a Close frame. */
  destroy(): void {
    this.#client.socket.destroy();
    this.#backend.socket.destroy();
  }

  /** Limits from the next frame on. */
  setMaxMessageBytes(maxMessageBytes: number): void {
    this.#client.scanner.maxMessageBytes = maxMessageBytes;
    this.#backend.scanner.maxMessageBytes = maxMessageBytes;
  }

  /** Destroys what does not finish closing. To be called about once a second. */
  sweep(nowMs: number): void {
    if (this.#ending === null) return;
    if (this.#endingSinceMs === 0) this.#endingSinceMs = nowMs;
    const isUrgent = this.#ending.closedBy === "gateway" || this.#client.isClosed || this.#backend.isClosed;
    const graceMs = isUrgent ? GATEWAY_GRACE_MS : CLOSING_GRACE_MS;
    if (nowMs - this.#endingSinceMs >= graceMs) this.destroy();
  }

  legReceived(leg: Leg, chunk: Buffer): void {
    if (leg.isMuted) return;
    const bytes = leg.held === null ? chunk : Buffer.concat([leg.held, chunk]);
    leg.held = null;
    const { scanner } = leg;
    const passing = scanner.scan(bytes);
    if (passing > 0) this.#pass(leg, passing === bytes.length ? bytes : bytes.subarray(0, passing));
    if (scanner.closeCode !== 0 && this.#ending === null) this.#noteCloseFrame(leg);
    if (scanner.outcome !== scanOutcome.pass) this.#handleStop(leg, bytes, passing);
    const { pendingClose } = this.#peerOf(leg);
    if (pendingClose !== null && scanner.isAtFrameBoundary) this.#sendClose(this.#peerOf(leg), pendingClose);
  }

  legDrained(leg: Leg): void {
    this.#peerOf(leg).socket.resume();
  }

  legEnded(leg: Leg): void {
    if (this.#ending === null) {
      if (leg.side === "client") this.#loseClient();
      else this.#loseBackend();
    }
    // After a Close frame either way, the end of one stream is the end of the other.
    this.#endLeg(this.#peerOf(leg), null);
  }

  legClosed(leg: Leg): void {
    const peer = this.#peerOf(leg);
    this.#mute(peer);
    if (peer.isClosed && this.#ending !== null) this.#owner.tunnelClosed(this.#ending);
  }

  #peerOf(leg: Leg): Leg {
    return leg === this.#client ? this.#backend : this.#client;
  }

  #pass(leg: Leg, bytes: Buffer): void {
    if (!this.#peerOf(leg).socket.write(bytes)) leg.socket.pause();
  }

  #noteCloseFrame(leg: Leg): void {
    this.#ending = {
      code: leg.scanner.closeCode,
      closedBy: leg.side,
      why: `The ${leg.side} closed the connection`,
    };
  }

  #handleStop(leg: Leg, bytes: Buffer, passed: number): void {
    const { outcome } = leg.scanner;
    if (outcome === scanOutcome.incompleteHead) {
      // A copy: a few bytes must not keep a whole chunk alive.
      leg.held = Buffer.from(bytes.subarray(passed));
    } else if (outcome === scanOutcome.messageTooBig) {
      this.#closeForSender(leg, gatewayClose.messageTooBig, gatewayClose.peerClosed);
    } else if (outcome === scanOutcome.forbiddenCloseCode) {
      this.#closeForSender(leg, gatewayClose.forbiddenCloseCode, gatewayClose.backendLost);
    }
  }

  /** Closes because of what one leg sent; a client is told `forClient` where it was the backend's fault. */
  #closeForSender(sender: Leg, forSender: CloseReason, forClient: CloseReason): void {
    if (sender.side === "client") this.#closeBoth(forSender, gatewayClose.peerClosed, forSender);
    else this.#closeBoth(forClient, forSender, forSender);
    // Where it was closing already: what was refused must not pass all the same.
    this.#endLeg(this.#peerOf(sender), null);
  }

  #closeBoth(forClient: CloseReason, forBackend: CloseReason, cause: CloseReason): void {
    if (this.#ending !== null) return;
    this.#ending = { code: cause.code, closedBy: "gateway", why: cause.reason };
    this.#closeLeg(this.#client, forClient);
    this.#closeLeg(this.#backend, forBackend);
  }

  #closeLeg(leg: Leg, reason: CloseReason): void {
    const { scanner } = this.#peerOf(leg);
    if (scanner.isAtFrameBoundary) {
      this.#sendClose(leg, reason);
    } else {
      leg.pendingClose = reason;
      scanner.stopsAtFrameBoundary = true;
    }
  }

  #sendClose(leg: Leg, reason: CloseReason): void {
    leg.pendingClose = null;
    const hasClosed = this.#peerOf(leg).scanner.closeCode !== 0;
    const mask = leg.side === "backend" ? this.#randomBytes(4) : null;
    this.#endLeg(leg, hasClosed ? null : encodeCloseFrame(reason, mask));
  }

  /** Sends the last bytes and FIN to a leg. What its peer still sends is read and dropped, so that nobody gets a reset. */
  #endLeg(leg: Leg, lastBytes: Buffer | null): void {
    const peer = this.#peerOf(leg);
    if (peer.isMuted) return;
    this.#mute(peer);
    if (lastBytes === null) leg.socket.end();
    else leg.socket.end(lastBytes);
  }

  #mute(leg: Leg): void {
    leg.isMuted = true;
    leg.held = null;
    leg.socket.resume();
  }

  #loseClient(): void {
    const why = "The client went away without a Close frame";
    this.#ending = { code: ABNORMAL_CLOSURE, closedBy: "client", why };
    this.#endLeg(this.#client, null);
  }

  #loseBackend(): void {
    const { code, reason } = gatewayClose.backendLost;
    this.#ending = { code, closedBy: "backend", why: reason };
    // Half a frame cannot be completed: all that is left is to let the client see that the connection broke.
    if (this.#backend.scanner.isAtFrameBoundary) this.#sendClose(this.#client, gatewayClose.backendLost);
    else this.#client.socket.destroy();
    this.#endLeg(this.#backend, null);
  }
}
