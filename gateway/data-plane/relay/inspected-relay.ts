// Relays the messages of a WebSocket connection, read: inflated, unmasked, reassembled, checked for UTF-8. For topics
// whose policy asks for it; all others are passed as bytes (tunnel.ts).
import type { Duplex } from "node:stream";
import {
  breachFrom,
  breachOfBackend,
  type CloseReason,
  closeOfMeter,
  gatewayClose,
} from "#gateway/data-plane/frames/close-code.ts";
import { HEARTBEAT_BYTES } from "#gateway/data-plane/frames/frame-scanner.ts";
import { OPCODE_PING, OPCODE_PONG } from "#gateway/data-plane/limits/control-rate.ts";
import { type Meter, meterVerdict, type RelayLimits } from "#gateway/data-plane/limits/meter.ts";
import type { Sleeper } from "#gateway/data-plane/limits/pacer.ts";
import { Closing, type ClosingRelay } from "#gateway/data-plane/relay/closing.ts";
import { MessageLeg } from "#gateway/data-plane/relay/message-leg.ts";
import type { MessageLegOwner, MessageLegParts } from "#gateway/data-plane/relay/message-leg-owner.ts";
import type { Relay, RelayParts, Side } from "#gateway/data-plane/relay/relay.ts";
import { THROTTLED_TEXT } from "#gateway/data-plane/relay/throttled-text.ts";
import type { FrameHead, LegState } from "#lib/gateways/connections/connection-record.ts";

/** Bound of a message that has none of its own: what is read must fit into memory. */
const DEFAULT_MAX_BYTES = 16_777_216;
/** Who breaks the rules hears it at once, or that long after its last good message, so that this can be answered. */
const ANSWER_MS = 200;

/** Two legs and the messages between them. */
export class InspectedRelay implements Relay, Sleeper, MessageLegOwner<MessageLeg>, ClosingRelay<MessageLeg> {
  readonly fromClient: MessageLeg;
  readonly fromBackend: MessageLeg;
  readonly #parts: RelayParts;
  readonly #heartbeatId: Buffer;
  #limits: RelayLimits;
  readonly #closing = new Closing<MessageLeg>(this);
  /** When a message of the client was last passed on. */
  #passedAtMs = Number.NEGATIVE_INFINITY;
  /** What a client that broke the rules is told once the backend has answered what came before. */
  #lastWord: CloseReason | null = null;

  constructor(parts: RelayParts) {
    const { limits, extensions } = parts;
    this.#parts = parts;
    this.#limits = limits;
    this.#heartbeatId = parts.randomBytes(HEARTBEAT_BYTES);
    const partsOf = (socket: Duplex, maxBytes: number): MessageLegParts => ({
      socket,
      extensions,
      now: parts.now,
      controlsPerSecond: limits.controlFramesPerSecond,
      maxBytes: boundOf(maxBytes),
      memory: parts.holdMemory(),
    });
    const backendParts = partsOf(parts.backend.socket, limits.maxFromBackendBytes);
    this.fromClient = new MessageLeg(partsOf(parts.client, limits.maxFromClientBytes), "client", this);
    this.fromBackend = new MessageLeg(backendParts, "backend", this);
    parts.backend.sink = this.fromBackend;
    if (parts.backendHead.length > 0) this.fromBackend.receive(parts.backendHead);
    if (parts.clientHead.length > 0) this.fromClient.receive(parts.clientHead);
    parts.client.on("data", (chunk: Buffer) => this.fromClient.receive(chunk));
    if (this.fromClient.isHeld) parts.client.pause();
    // Its FIN came during the handshake and is not told again.
    if (parts.client.readableEnded) this.fromClient.ended();
  }

  get isEnding(): boolean {
    return this.#closing.ending !== null;
  }

  get queuedBytes(): number {
    return this.fromClient.queuedBytes + this.fromBackend.queuedBytes;
  }

  lastFrameFrom(side: Side): FrameHead | null {
    return this.#leg(side).lastFrame;
  }

  legState(side: Side): LegState {
    return this.#leg(side).state;
  }

  roundTripMs(side: Side): number | null {
    return this.#leg(side).roundTripMs;
  }

  close(reason: CloseReason, policy: string | null): void {
    this.#closing.close({ ...reason, policy });
  }

  destroy(): void {
    this.fromClient.socket.destroy();
    this.fromBackend.socket.destroy();
  }

  setLimits(limits: RelayLimits): void {
    this.#limits = limits;
    this.fromClient.controlRate.setRate(limits.controlFramesPerSecond);
    this.fromBackend.controlRate.setRate(limits.controlFramesPerSecond);
    this.fromClient.setMaxBytes(boundOf(limits.maxFromClientBytes));
    this.fromBackend.setMaxBytes(boundOf(limits.maxFromBackendBytes));
  }

  sweep(nowMs: number): void {
    this.#closing.sweep(nowMs, this.#limits, this.fromClient, this.fromBackend);
  }

  expire(): void {
    this.#sayLastWord(this.fromBackend);
    this.destroy();
  }

  pingLeg(leg: MessageLeg, nowMs: number): void {
    leg.pingedAtMs = nowMs;
    leg.askedAtMs = this.#parts.now();
    leg.sendPing(this.#heartbeatId, leg);
  }

  legMessage(leg: MessageLeg, data: Buffer, isBinary: boolean): void {
    if (this.#isOver(leg)) return;
    const meter = this.#meterOf(leg);
    if (meter !== null) {
      const nowMs = this.#parts.now();
      const verdict = meter.judge(nowMs, data.length);
      if (verdict === meterVerdict.drop) return;
      if (verdict === meterVerdict.tell) {
        if (!this.isEnding) this.fromClient.sendMessage(THROTTLED_TEXT, false, leg);
        return;
      }
      if (verdict === meterVerdict.close) {
        this.#closing.close(closeOfMeter(meter));
        return;
      }
      leg.holdFor(meter.charge(1, data.length, nowMs), this.#parts.pacer);
    }
    if (leg.side === "client") this.#passedAtMs = this.#parts.now();
    this.#peerOf(leg).sendMessage(data, isBinary, leg);
  }

  legPing(leg: MessageLeg, data: Buffer): void {
    if (this.#takesControl(leg, data, OPCODE_PING)) this.#peerOf(leg).sendPing(data, leg);
  }

  legPong(leg: MessageLeg, data: Buffer): void {
    if (!this.#takesControl(leg, data, OPCODE_PONG)) return;
    if (data.equals(this.#heartbeatId)) leg.answered(this.#parts.now());
    else this.#peerOf(leg).sendPong(data, leg);
  }

  /** Judges a ping or pong; false where it goes no further. */
  #takesControl(leg: MessageLeg, data: Buffer, opcode: number): boolean {
    if (this.#isOver(leg)) return false;
    if (!leg.controlRate.takesOne(opcode)) {
      this.#closing.closeForSender(leg.side, gatewayClose.controlFlood, gatewayClose.peerClosed);
      return false;
    }
    const meter = this.#meterOf(leg);
    if (meter === null) return true;
    const nowMs = this.#parts.now();
    if (meter.judgeControl(nowMs, data.length) === meterVerdict.close) {
      this.#closing.close(closeOfMeter(meter));
      return false;
    }
    leg.holdFor(meter.charge(0, data.length, nowMs), this.#parts.pacer);
    return true;
  }

  legConcluded(leg: MessageLeg, code: number, reason: Buffer): void {
    if (this.#sayLastWord(leg)) return;
    this.#closing.closedBySide(leg.side, code);
    const peer = this.#peerOf(leg);
    peer.sendClose(code, reason, () => {
      // After a Close frame each way there is nothing left to say.
      if (leg.gotCode !== 0) this.#endBoth();
    });
  }

  legBroke(leg: MessageLeg, code: number): void {
    leg.mute();
    if (this.isEnding) {
      this.#endBoth();
      return;
    }
    const forSender = breachFrom(leg.side, code);
    if (leg.side === "backend") {
      this.#closing.closeForSender(leg.side, forSender, breachOfBackend(forSender));
      return;
    }
    this.#closing.begin(forSender);
    this.#lastWord = forSender;
    const { code: peerCode, reason } = gatewayClose.peerClosed;
    this.fromBackend.sendClose(peerCode, Buffer.from(reason), ignoreSent);
    const waitMs = this.#passedAtMs + ANSWER_MS - this.#parts.now();
    if (waitMs <= 0) this.#sayLastWord(this.fromBackend);
    else this.#parts.pacer.wakeAfter(waitMs, this);
  }

  /** True where it was time for it: the backend has closed, or is gone. */
  #sayLastWord(leg: MessageLeg): boolean {
    if (this.#lastWord === null || leg.side === "client") return false;
    const { code, reason } = this.#lastWord;
    this.#lastWord = null;
    this.#parts.pacer.forget(this);
    this.fromClient.sendClose(code, Buffer.from(reason), () => this.#endBoth());
    return true;
  }

  /** The backend had its time to answer what came before. */
  wake(): void {
    try {
      this.#sayLastWord(this.fromBackend);
    } catch (error) {
      this.#parts.owner.relayFailed(this, error);
    }
  }

  legEnded(leg: MessageLeg): void {
    if (this.#sayLastWord(leg)) return;
    if (this.#closing.lose(leg) && leg.side === "backend") {
      const { code, reason } = gatewayClose.backendLost;
      this.fromClient.sendClose(code, Buffer.from(reason), () => this.#endBoth());
      return;
    }
    if (leg.isClosed) this.#endBoth();
    // What the other side still has to say is delivered.
    else this.#peerOf(leg).finish();
  }

  legClosed(leg: MessageLeg): void {
    this.#parts.pacer.forget(leg);
    const { ending } = this.#closing;
    if (!this.#peerOf(leg).isClosed || ending === null) return;
    this.fromClient.giveBack();
    this.fromBackend.giveBack();
    this.#parts.owner.relayClosed(ending);
  }

  legFailed(_leg: MessageLeg, error: unknown): void {
    this.#parts.owner.relayFailed(this, error);
  }

  #leg(side: Side): MessageLeg {
    return side === "client" ? this.fromClient : this.fromBackend;
  }

  #peerOf(leg: MessageLeg): MessageLeg {
    return leg === this.fromClient ? this.fromBackend : this.fromClient;
  }

  #meterOf(leg: MessageLeg): Meter | null {
    return leg.side === "client" ? this.#limits.meterFromClient : this.#limits.meterFromBackend;
  }

  /** True where the gateway, or the peer, has been told that nothing more comes. */
  #isOver(leg: MessageLeg): boolean {
    return this.#peerOf(leg).gotCode !== 0;
  }

  closeLegs(forClient: CloseReason, forBackend: CloseReason): void {
    let open = 2;
    const sent = (): void => {
      open -= 1;
      if (open === 0) this.#endBoth();
    };
    this.fromClient.sendClose(forClient.code, Buffer.from(forClient.reason), sent);
    this.fromBackend.sendClose(forBackend.code, Buffer.from(forBackend.reason), sent);
  }

  /** FIN to both; what they still send is read and dropped, so that nobody gets a reset. */
  #endBoth(): void {
    this.fromClient.end();
    this.fromBackend.end();
  }
}

const boundOf = (maxBytes: number): number => maxBytes || DEFAULT_MAX_BYTES;

function ignoreSent(): void {}
