// One of the two sockets of a tunnel, with the scanner of what it sends. Its listeners are functions shared by all
// legs of the worker: a closure per event and connection would cost an idle connection a kilobyte.
import type { Duplex } from "node:stream";
import type { CloseReason } from "#gateway/data-plane/frames/close-code.ts";
import type { FrameScanner } from "#gateway/data-plane/frames/frame-scanner.ts";
import type { Sleeper } from "#gateway/data-plane/limits/pacer.ts";
import type { Side } from "#gateway/data-plane/relay/relay.ts";
import type { ByteSink } from "#gateway/data-plane/sockets/byte-sink.ts";
import { takenBytes } from "#gateway/data-plane/sockets/taken-bytes.ts";
import type { LegState } from "#lib/gateways/connections/connection-record.ts";

/** Hears what happens on a leg. */
export type LegOwner = {
  /** Bytes came; the owner may keep the chunk. */
  legReceived(leg: Leg, chunk: Buffer): void;
  /** A sampled chunk, for which it was told {@link legReceived} at that time, has been handled. */
  legTimed(leg: Leg, startedMs: number): void;
  /** What was written has gone out, after a write that returned false. */
  legDrained(leg: Leg): void;
  /** The other end will send no more: FIN, reset, or destroyed here. May be called twice. */
  legEnded(leg: Leg): void;
  /** The socket is closed; nothing follows. */
  legClosed(leg: Leg): void;
  /** Something threw while the leg was heard: nothing of it may leave the connection. */
  legFailed(leg: Leg, error: unknown): void;
};

/** Why a leg is not read; it is read again when no reason is left. */
export const holdReason = {
  /** The other leg has not yet taken what was written to it. */
  backpressure: 1,
  /** A rate limit. */
  rate: 2,
} as const;
export type HoldReason = (typeof holdReason)[keyof typeof holdReason];

/** One chunk of so many, less one, is timed; all legs of the worker are counted together. */
const SAMPLE_MASK = 1_023;
let received = 0;

const LEG = Symbol("sluice.leg");
type LegSocket = Duplex & { [LEG]?: Leg };

/** A socket after the handshake. */
export class Leg implements ByteSink, Sleeper {
  readonly socket: LegSocket;
  readonly side: Side;
  readonly scanner: FrameScanner;
  /** Start of a frame head that is not complete yet. */
  held: Buffer | null = null;
  /** True once nothing more that this leg sends is passed on: the other leg has been ended. */
  isMuted = false;
  /** Close frame to write to this leg as soon as the frame that is passing is complete. */
  pendingClose: CloseReason | null = null;
  isClosed = false;
  /** True once the other end has said, by FIN, that it is done. */
  hasEnded = false;
  /** True where it went away, or fell silent, without a Close frame. */
  isLost = false;
  /** Bytes heard at the last sweep that found it silent; -1 before the first. */
  heardBytes = -1;
  takenBytes: number | null = null;
  /** Since when it is silent, and when it was sent a Ping for that; -1 where it was not. */
  silentSinceMs = 0;
  pingedAtMs = -1;
  /** True where it was overdue at the last sweep. */
  isOverdue = false;
  #holds = 0;
  readonly #owner: LegOwner;

  constructor(socket: Duplex, side: Side, scanner: FrameScanner, owner: LegOwner) {
    this.socket = socket;
    this.side = side;
    this.scanner = scanner;
    this.#owner = owner;
    this.socket[LEG] = this;
    socket.on("drain", onDrain).on("end", onEnd).on("error", ignoreError).on("close", onClose);
  }

  /** Starts to read, for a socket that has no sink. */
  readByEvent(): void {
    this.socket.on("data", onData);
  }

  /** How it stands, `peer` being the other one. */
  stateBeside(peer: Leg): LegState {
    if (this.isLost) return "lost";
    if (this.hasEnded) return "closed";
    return this.scanner.closeCode !== 0 || peer.isMuted ? "closing" : "open";
  }

  /** Bytes that came from this socket and wait here, and those that wait to go out on it. */
  get queuedBytes(): number {
    return this.socket.writableLength + this.socket.readableLength + (this.held?.length ?? 0);
  }

  /** For heartbeats. */
  get takenSoFar(): number | null {
    return takenBytes(this.socket);
  }

  /** Bytes heard so far, for heartbeats. */
  get heardSoFar(): number {
    return this.scanner.wireBytes + (this.held?.length ?? 0);
  }

  /** True while it is not read. */
  get isHeld(): boolean {
    return this.#holds !== 0;
  }

  /** Reads no more for this reason. */
  hold(reason: HoldReason): void {
    if (this.isMuted) return;
    if (this.#holds === 0) this.socket.pause();
    this.#holds |= reason;
  }

  /** Takes one reason away. */
  release(reason: HoldReason): void {
    if ((this.#holds & reason) === 0) return;
    this.#holds &= ~reason;
    if (this.#holds === 0) this.socket.resume();
  }

  /** From now on what it sends is read and dropped. */
  mute(): void {
    this.isMuted = true;
    this.held = null;
    this.#holds = 0;
    this.socket.resume();
  }

  wake(): void {
    try {
      this.release(holdReason.rate);
    } catch (error) {
      this.#owner.legFailed(this, error);
    }
  }

  receive(chunk: Buffer): void {
    received = (received + 1) | 0;
    try {
      if ((received & SAMPLE_MASK) === 0) this.#receiveTimed(chunk);
      else this.#owner.legReceived(this, chunk);
    } catch (error) {
      this.#owner.legFailed(this, error);
    }
  }

  /** Up to the moment when the other socket has taken it, or all that waits before it. */
  #receiveTimed(chunk: Buffer): void {
    const startedMs = performance.now();
    this.#owner.legReceived(this, chunk);
    this.#owner.legTimed(this, startedMs);
  }

  drained(): void {
    try {
      this.#owner.legDrained(this);
    } catch (error) {
      this.#owner.legFailed(this, error);
    }
  }

  ended(): void {
    this.hasEnded = true;
    try {
      this.#owner.legEnded(this);
    } catch (error) {
      this.#owner.legFailed(this, error);
    }
  }

  closed(): void {
    this.isClosed = true;
    try {
      this.#owner.legEnded(this);
      this.#owner.legClosed(this);
    } catch (error) {
      this.#owner.legFailed(this, error);
    }
  }
}

function onData(this: LegSocket, chunk: Buffer): void {
  this[LEG]?.receive(chunk);
}

function onDrain(this: LegSocket): void {
  this[LEG]?.drained();
}

function onEnd(this: LegSocket): void {
  this[LEG]?.ended();
}

function onClose(this: LegSocket): void {
  this[LEG]?.closed();
}

/** "close" always follows and says enough; without a listener the error would end the process. */
function ignoreError(): void {}
