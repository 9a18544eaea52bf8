// One of the two sockets of an inspected connection: what it sends is read as messages, what it gets is written as such.
import { ControlRate } from "#gateway/data-plane/limits/control-rate.ts";
import type { MemoryHold } from "#gateway/data-plane/limits/message-memory.ts";
import type { MessageLegOwner, MessageLegParts } from "#gateway/data-plane/relay/message-leg-owner.ts";
import { MessageReader, type ReaderOwner } from "#gateway/data-plane/relay/message-reader.ts";
import type { Side } from "#gateway/data-plane/relay/relay.ts";
import { holdReason, SocketLeg } from "#gateway/data-plane/relay/socket-leg.ts";
import { createFraming, type Framing } from "#gateway/data-plane/relay/ws-parts.ts";
import type { ByteSink } from "#gateway/data-plane/sockets/byte-sink.ts";
import type { FrameHead, LegState } from "#lib/gateways/connections/connection-record.ts";

/** Bytes on their way to a socket at which its peer is read no more, and those at which it is again. */
const HIGH_WATER_BYTES = 262_144;
const LOW_WATER_BYTES = 65_536;
/** Head of the largest frame (RFC 6455 section 5.2): what a message costs beside its payload. */
const FRAME_HEAD_BYTES = 14;
/** Size from which a message is worth compressing, where compression was negotiated. */
const COMPRESSED_FROM_BYTES = 1_024;

/** A socket after the handshake, with the parts of `ws` that read and write its frames. */
export class MessageLeg extends SocketLeg implements ByteSink, ReaderOwner {
  /** Counters of what it has sent; see `Counters`. */
  messages = 0;
  frames = 0;
  payloadBytes = 0;
  wireBytes = 0;
  lastFrame: FrameHead | null = null;
  /** Close code it has sent, and that it was sent; 0 before. */
  sentCode = 0;
  gotCode = 0;
  /** Bytes and frames on their way to this socket. */
  #pendingBytes = 0;
  #pendingFrames = 0;
  #endsWhenSent = false;
  /** Of the pings and pongs it sends. */
  readonly controlRate: ControlRate;
  readonly #framing: Framing;
  readonly #reader: MessageReader;
  readonly #memory: MemoryHold;
  /** Of the message that is being handed on. */
  #heldBytes = 0;
  readonly #owner: MessageLegOwner<MessageLeg>;

  constructor(parts: MessageLegParts, side: Side, owner: MessageLegOwner<MessageLeg>) {
    const { socket, extensions, maxBytes, controlsPerSecond, now, memory } = parts;
    super(socket, side);
    this.controlRate = new ControlRate(controlsPerSecond, now);
    this.#owner = owner;
    this.#memory = memory;
    this.#framing = createFraming(socket, side === "client", extensions, (error) =>
      owner.legFailed(this, error),
    );
    this.#reader = new MessageReader(side === "client", this.#framing.deflate, maxBytes, memory, this);
    this.#listenToSocket();
  }

  readMessage(data: Buffer, isBinary: boolean, heldBytes: number): void {
    this.#heard(isBinary ? 2 : 1, data.length);
    this.messages += 1;
    this.payloadBytes += data.length;
    this.#heldBytes = heldBytes;
    this.#owner.legMessage(this, data, isBinary);
    this.#memory.give(this.#heldBytes);
    this.#heldBytes = 0;
  }

  readControl(opcode: number, data: Buffer): void {
    this.#heard(opcode, data.length);
    if (opcode === 9) this.#owner.legPing(this, data);
    else this.#owner.legPong(this, data);
  }

  readClose(code: number, reason: Buffer): void {
    this.#heard(8, code === 1005 ? 0 : 2 + reason.length);
    this.sentCode = code;
    this.#owner.legConcluded(this, code, reason);
  }

  readProblem(code: number): void {
    this.#owner.legBroke(this, code);
  }

  readOn(): void {
    this.release(holdReason.reader);
  }

  #listenToSocket(): void {
    const { socket } = this;
    const owner = this.#owner;
    const onClose = (): void =>
      this.#reader.end(() => {
        this.isClosed = true;
        this.#framing.deflate?.cleanup();
        owner.legEnded(this);
        owner.legClosed(this);
      });
    socket
      .on("error", ignoreError)
      .on("end", () => this.ended())
      .on("close", this.#guarded(onClose));
  }

  override get heardSoFar(): number {
    return this.wireBytes;
  }

  get queuedBytes(): number {
    return this.#pendingBytes + this.socket.readableLength + this.#reader.queuedBytes;
  }

  /** FIN has come: told when all before it has been read. */
  ended(): void {
    this.hasEnded = true;
    try {
      this.#reader.end(() => this.#owner.legEnded(this));
    } catch (error) {
      this.failed(error);
    }
  }

  receive(chunk: Buffer): void {
    if (this.isMuted) return;
    this.wireBytes += chunk.length;
    try {
      if (!this.#reader.write(chunk)) this.hold(holdReason.reader);
    } catch (error) {
      this.failed(error);
    }
  }

  /** Passes a message on to this socket; `from` is read no more while too much is on its way. */
  sendMessage(data: Buffer, isBinary: boolean, from: MessageLeg): void {
    const compress = this.#framing.deflate !== null && data.length >= COMPRESSED_FROM_BYTES;
    const options = { binary: isBinary, compress, fin: true, mask: this.#isMasked } as const;
    this.#framing.sender.send(data, options, this.#track(data.length, from, from.#handOver()));
  }

  /** What the message held that is being handed on: from now on whoever sends it gives it back. */
  #handOver(): number {
    const held = this.#heldBytes;
    this.#heldBytes = 0;
    return held;
  }

  /** Passes a Ping of the peer on, or one of the gateway's own where `from` is this leg. */
  sendPing(data: Buffer, from: MessageLeg): void {
    this.#framing.sender.ping(data, this.#isMasked, this.#track(data.length, from));
  }

  sendPong(data: Buffer, from: MessageLeg): void {
    this.#framing.sender.pong(data, this.#isMasked, this.#track(data.length, from));
  }

  end(): void {
    this.mute();
    this.finish();
  }

  /** FIN behind all that is on its way. */
  finish(): void {
    if (this.#pendingFrames === 0) this.socket.end();
    else this.#endsWhenSent = true;
  }

  /** Sends a Close frame behind all that is on its way; 1005 sends one without a code. Once. */
  sendClose(code: number, reason: Buffer, sent: () => void): void {
    if (this.gotCode !== 0) {
      sent();
      return;
    }
    this.gotCode = code;
    this.#framing.sender.close(code === 1005 ? undefined : code, reason, this.#isMasked, sent);
  }

  /** Gives its memory back: to be called once both sockets are closed, since what it sent waits at the other one. */
  giveBack(): void {
    this.#memory.close();
  }

  setMaxBytes(maxBytes: number): void {
    this.#reader.maxBytes = maxBytes;
  }

  protected override failed(error: unknown): void {
    this.#owner.legFailed(this, error);
  }

  /** How it stands. */
  get state(): LegState {
    if (this.isLost) return "lost";
    if (this.hasEnded) return "closed";
    return this.sentCode !== 0 || this.gotCode !== 0 ? "closing" : "open";
  }

  /** What goes to a backend is masked (RFC 6455 section 5.3). */
  get #isMasked(): boolean {
    return this.side === "backend";
  }

  /** Counts a frame as on its way until the returned function is called. */
  #track(payloadBytes: number, from: MessageLeg, heldBytes = 0): () => void {
    const size = payloadBytes + FRAME_HEAD_BYTES;
    this.#pendingBytes += size;
    this.#pendingFrames += 1;
    if (this.#pendingBytes > HIGH_WATER_BYTES) from.hold(holdReason.backpressure);
    return this.#guarded(() => {
      from.#memory.give(heldBytes);
      this.#pendingBytes -= size;
      this.#pendingFrames -= 1;
      if (this.#pendingBytes <= LOW_WATER_BYTES) from.release(holdReason.backpressure);
      if (this.#endsWhenSent && this.#pendingFrames === 0) this.socket.end();
    });
  }

  /** A listener out of which nothing is thrown: it is called by streams and zlib, for which no connection is to answer. */
  #guarded<Arguments extends readonly unknown[]>(
    listener: (...given: Arguments) => void,
  ): (...given: Arguments) => void {
    return (...given) => {
      try {
        listener(...given);
      } catch (error) {
        this.failed(error);
      }
    };
  }

  #heard(opcode: number, payloadBytes: number): void {
    this.frames += 1;
    this.lastFrame = { opcode, isFinal: true, payloadBytes };
  }
}

/** A socket's "close" follows and says enough; a frame that could not be sent is its end too. */
function ignoreError(): void {}
