// One of the two sockets of a tunnel, with the scanner of what it sends. Its listeners are functions shared by all
// legs of the worker: a closure per event and connection would cost an idle connection a kilobyte.
import type { Duplex } from "node:stream";
import type { CloseReason } from "#gateway/data-plane/frames/close-code.ts";
import type { FrameScanner } from "#gateway/data-plane/frames/frame-scanner.ts";
import type { Side } from "#gateway/data-plane/relay/relay.ts";
import { type LegOwner, SocketLeg } from "#gateway/data-plane/relay/socket-leg.ts";
import type { ByteSink } from "#gateway/data-plane/sockets/byte-sink.ts";
import type { LegState } from "#lib/gateways/connections/connection-record.ts";

/** Hears what happens on a leg. */
export type ByteLegOwner = LegOwner<Leg> & {
  /** Bytes came; the owner may keep the chunk. */
  legReceived(leg: Leg, chunk: Buffer): void;
  /** A sampled chunk, for which it was told {@link legReceived} at that time, has been handled. */
  legTimed(leg: Leg, startedMs: number): void;
  /** What was written has gone out, after a write that returned false. */
  legDrained(leg: Leg): void;
};

/** One chunk of so many, less one, is timed; all legs of the worker are counted together. */
const SAMPLE_MASK = 1_023;
let received = 0;

const LEG = Symbol("sluice.leg");
type LegSocket = Duplex & { [LEG]?: Leg };

/** A socket after the handshake. */
export class Leg extends SocketLeg implements ByteSink {
  readonly scanner: FrameScanner;
  /** Start of a frame head that is not complete yet. */
  held: Buffer | null = null;
  /** Close frame to write to this leg as soon as the frame that is passing is complete. */
  pendingClose: CloseReason | null = null;
  /** Refused messages that this leg has not been told of. */
  untold = 0;
  readonly #owner: ByteLegOwner;

  constructor(socket: LegSocket, side: Side, scanner: FrameScanner, owner: ByteLegOwner) {
    super(socket, side);
    this.scanner = scanner;
    this.#owner = owner;
    socket[LEG] = this;
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

  override get heardSoFar(): number {
    return this.scanner.wireBytes + (this.held?.length ?? 0);
  }

  override mute(): void {
    this.held = null;
    super.mute();
  }

  protected override failed(error: unknown): void {
    this.#owner.legFailed(this, error);
  }

  receive(chunk: Buffer): void {
    received = (received + 1) | 0;
    try {
      if ((received & SAMPLE_MASK) === 0) this.#receiveTimed(chunk);
      else this.#owner.legReceived(this, chunk);
    } catch (error) {
      this.failed(error);
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
      this.failed(error);
    }
  }

  ended(): void {
    this.hasEnded = true;
    try {
      this.#owner.legEnded(this);
    } catch (error) {
      this.failed(error);
    }
  }

  closed(): void {
    this.isClosed = true;
    try {
      this.#owner.legEnded(this);
      this.#owner.legClosed(this);
    } catch (error) {
      this.failed(error);
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
