// What the two kinds of legs have in common: a socket that is read or held, and what is known of its end.
import type { Duplex } from "node:stream";
import { PACE_MS, type Pacer, type Sleeper } from "#gateway/data-plane/limits/pacer.ts";
import type { ClosingLeg } from "#gateway/data-plane/relay/closing.ts";
import type { Side } from "#gateway/data-plane/relay/relay.ts";
import { flushedBytes } from "#gateway/data-plane/sockets/flushed-bytes.ts";

/** Hears of a leg's end; each kind of relay hears more of its own. */
export type LegOwner<Leg> = {
  /** The other end will send no more: FIN, reset, or destroyed here. May be called twice. */
  legEnded(leg: Leg): void;
  /** The socket is closed; nothing follows. */
  legClosed(leg: Leg): void;
  /** Something threw while the leg was heard or written to: nothing of it may leave the connection. */
  legFailed(leg: Leg, error: unknown): void;
};

/** Why a leg is not read; it is read again when no reason is left. */
export const holdReason = {
  /** The other leg has not yet taken what was written to it. */
  backpressure: 1,
  /** A rate limit. */
  rate: 2,
  /** What came is still being read. */
  reader: 4,
  /** What the gateway has to tell this very leg has not gone out yet. */
  untold: 8,
} as const;
export type HoldReason = (typeof holdReason)[keyof typeof holdReason];

/** One of the two sockets of a connection, after the handshake. */
export abstract class SocketLeg implements ClosingLeg, Sleeper {
  readonly socket: Duplex;
  readonly side: Side;
  /** True once nothing more that this leg sends is passed on: the other leg has been ended. */
  isMuted = false;
  isClosed = false;
  /** True once the other end has said, by FIN, that it is done. */
  hasEnded = false;
  /** True where it went away, or fell silent, without a Close frame. */
  isLost = false;
  /** Bytes heard at the last sweep that found it silent; -1 before the first. */
  heardBytes = -1;
  flushedBytes: number | null = null;
  /** Since when it is silent, and when it was sent a Ping for that; -1 where it was not. */
  silentSinceMs = 0;
  pingedAtMs = -1;
  /** When the last Ping of the gateway went out to it; -1 before, and once it is answered. */
  askedAtMs = -1;
  /** How long the last answer took; null before the first. */
  roundTripMs: number | null = null;
  /** True where it was overdue at the last sweep. */
  isOverdue = false;
  #holds = 0;

  constructor(socket: Duplex, side: Side) {
    this.socket = socket;
    this.side = side;
  }

  /** Bytes heard so far, for heartbeats. */
  abstract get heardSoFar(): number;

  /** Something threw out of {@link wake}. */
  protected abstract failed(error: unknown): void;

  /** For heartbeats. */
  get takenSoFar(): number | null {
    return flushedBytes(this.socket);
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

  /** Is read no more for so long, by a rate limit; what is too short to be waited for ends such a wait. */
  holdFor(holdMs: number, pacer: Pacer): void {
    pacer.forget(this);
    if (holdMs < PACE_MS) {
      this.release(holdReason.rate);
    } else {
      this.hold(holdReason.rate);
      pacer.wakeAfter(holdMs, this);
    }
  }

  /** An answer to a Ping of the gateway came; one that comes again tells nothing. */
  answered(nowMs: number): void {
    if (this.askedAtMs < 0) return;
    this.roundTripMs = nowMs - this.askedAtMs;
    this.askedAtMs = -1;
  }

  /** From now on what it sends is read and dropped. */
  mute(): void {
    this.isMuted = true;
    this.#holds = 0;
    this.socket.resume();
  }

  wake(): void {
    try {
      this.release(holdReason.rate);
    } catch (error) {
      this.failed(error);
    }
  }
}
