// One of the two sockets of a tunnel, with the scanner of what it sends. Its listeners are functions shared by all
// legs of the worker: a closure per event and connection would cost an idle connection a kilobyte.
import type { Socket } from "node:net";
import type { ByteSink } from "#gateway/data-plane/byte-sink.ts";
import type { CloseReason } from "#gateway/data-plane/close-code.ts";
import { FrameScanner } from "#gateway/data-plane/frame-scanner.ts";

/** Which end of the gateway a leg leads to. */
export type Side = "client" | "backend";

/** Hears what happens on a leg. */
export type LegOwner = {
  /** Bytes came; the owner may keep the chunk. */
  legReceived(leg: Leg, chunk: Buffer): void;
  /** What was written has gone out, after a write that returned false. */
  legDrained(leg: Leg): void;
  /** The other end will send no more: FIN, reset, or destroyed here. May be called twice. */
  legEnded(leg: Leg): void;
  /** The socket is closed; nothing follows. */
  legClosed(leg: Leg): void;
};

const LEG = Symbol("sluice.leg");
type LegSocket = Socket & { [LEG]?: Leg };

/** A socket after the handshake. */
export class Leg implements ByteSink {
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
  readonly #owner: LegOwner;

  constructor(socket: Socket, side: Side, maxMessageBytes: number, owner: LegOwner) {
    this.socket = socket;
    this.side = side;
    this.scanner = new FrameScanner(maxMessageBytes);
    this.#owner = owner;
    this.socket[LEG] = this;
    socket.on("drain", onDrain).on("end", onEnd).on("error", ignoreError).on("close", onClose);
  }

  /** Starts to read, for a socket that has no sink. */
  readByEvent(): void {
    this.socket.on("data", onData);
  }

  receive(chunk: Buffer): void {
    this.#owner.legReceived(this, chunk);
  }

  drained(): void {
    this.#owner.legDrained(this);
  }

  ended(): void {
    this.#owner.legEnded(this);
  }

  closed(): void {
    this.isClosed = true;
    this.#owner.legEnded(this);
    this.#owner.legClosed(this);
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
