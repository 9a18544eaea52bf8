// Relays the two directions of a WebSocket connection as raw bytes, with backpressure, from the 101 until both sockets
// are closed. It puts in nothing but Close and Ping frames, and what tells of a refused message; it takes out nothing but the
// answers to its pings and what a rate limit drops: all of it between two frames.
import {
  type CloseReason,
  closeOfMeter,
  encodeCloseFrame,
  type GatewayClose,
  gatewayClose,
  messageTooBigFrom,
} from "#gateway/data-plane/frames/close-code.ts";
import { FrameScanner, scanOutcome } from "#gateway/data-plane/frames/frame-scanner.ts";
import { ControlRate, OPCODE_PONG } from "#gateway/data-plane/limits/control-rate.ts";
import type { RelayLimits } from "#gateway/data-plane/limits/meter.ts";
import { Closing, type ClosingRelay } from "#gateway/data-plane/relay/closing.ts";
import { drawHeartbeatId, encodePing } from "#gateway/data-plane/relay/heartbeat.ts";
import { type ByteLegOwner, Leg } from "#gateway/data-plane/relay/leg.ts";
import type { Relay, RelayParts, Side } from "#gateway/data-plane/relay/relay.ts";
import { holdReason } from "#gateway/data-plane/relay/socket-leg.ts";
import { readTold, tellThrottled } from "#gateway/data-plane/relay/throttled-text.ts";
import { whenDrained } from "#gateway/data-plane/sockets/drained.ts";
import { takeOver } from "#gateway/data-plane/sockets/read-slab.ts";
import type { FrameHead, LegState } from "#lib/gateways/connections/connection-record.ts";

/** Two legs and what passes between them. Its life ends by itself, or by {@link Tunnel.close}. */
export class Tunnel implements Relay, ByteLegOwner, ClosingRelay<Leg> {
  readonly #client: Leg;
  readonly #backend: Leg;
  readonly #owner: RelayParts["owner"];
  readonly #pacer: RelayParts["pacer"];
  readonly #randomBytes: RelayParts["randomBytes"];
  readonly #now: RelayParts["now"];
  #limits: RelayLimits;
  readonly #closing = new Closing<Leg>(this);

  constructor(parts: RelayParts) {
    const { limits } = parts;
    this.#owner = parts.owner;
    this.#pacer = parts.pacer;
    this.#randomBytes = parts.randomBytes;
    this.#now = parts.now;
    this.#limits = limits;
    const newRate = (): ControlRate => new ControlRate(limits.controlFramesPerSecond, parts.now);
    const fromClient = new FrameScanner(limits.maxFromClientBytes, limits.meterFromClient, newRate());
    const fromBackend = new FrameScanner(limits.maxFromBackendBytes, limits.meterFromBackend, newRate());
    const taken = takeOver(parts.client, (chunk) => this.#client.receive(chunk));
    this.#client = new Leg(taken?.socket ?? parts.client, "client", fromClient, this);
    this.#backend = new Leg(parts.backend.socket, "backend", fromBackend, this);
    parts.backend.sink = this.#backend;
    // What it shares with others may be used up: who connects anew waits as who stays connected does.
    this.#holdInDebt(limits);
    if (parts.backendHead.length > 0) this.#backend.receive(parts.backendHead);
    if (parts.clientHead.length > 0) this.#client.receive(parts.clientHead);
    if (taken?.rest) this.#client.receive(taken.rest);
    if (taken === null) this.#client.readByEvent();
    else if (!this.#client.isHeld) taken.socket.resume();
    // Its FIN came during the handshake and is not told again.
    if (taken === null && parts.client.readableEnded) this.#client.ended();
  }

  get fromClient(): FrameScanner {
    return this.#client.scanner;
  }

  get fromBackend(): FrameScanner {
    return this.#backend.scanner;
  }

  get isEnding(): boolean {
    return this.#closing.ending !== null;
  }

  get queuedBytes(): number {
    return this.#client.queuedBytes + this.#backend.queuedBytes;
  }

  lastFrameFrom(side: Side): FrameHead | null {
    return (side === "client" ? this.#client : this.#backend).scanner.lastFrame;
  }

  legState(side: Side): LegState {
    return side === "client"
      ? this.#client.stateBeside(this.#backend)
      : this.#backend.stateBeside(this.#client);
  }

  roundTripMs(side: Side): number | null {
    return (side === "client" ? this.#client : this.#backend).roundTripMs;
  }

  /** Each leg gets its Close frame when the frame that is passing to it is complete, or is destroyed after a while. */
  close(reason: CloseReason, policy: string | null): void {
    this.#closing.close({ ...reason, policy });
  }

  destroy(): void {
    this.#client.socket.destroy();
    this.#backend.socket.destroy();
  }

  setLimits(limits: RelayLimits): void {
    this.#limits = limits;
    const { controlFramesPerSecond: controls } = limits;
    this.#client.scanner.setLimits(limits.maxFromClientBytes, limits.meterFromClient, controls);
    this.#backend.scanner.setLimits(limits.maxFromBackendBytes, limits.meterFromBackend, controls);
    this.#holdInDebt(limits);
  }

  /** Reads no more from a side whose allowances are used up, for as long as that takes. */
  #holdInDebt({ meterFromClient, meterFromBackend }: RelayLimits): void {
    this.#holdBack(this.#client, meterFromClient?.charge(0, 0, this.#now()) ?? 0);
    this.#holdBack(this.#backend, meterFromBackend?.charge(0, 0, this.#now()) ?? 0);
  }

  sweep(nowMs: number): void {
    this.#closing.sweep(nowMs, this.#limits, this.#client, this.#backend);
  }

  expire(): void {
    this.destroy();
  }

  legReceived(leg: Leg, chunk: Buffer): void {
    if (leg.isMuted) return;
    const bytes = leg.held === null ? chunk : Buffer.concat([leg.held, chunk]);
    leg.held = null;
    const { scanner } = leg;
    if (scanner.isMetered) scanner.setTime(this.#now());
    const passing = scanner.scan(bytes);
    if (passing > 0) this.#pass(leg, passing === bytes.length ? bytes : bytes.subarray(0, passing));
    if (scanner.outcome === scanOutcome.skip) this.#passAround(leg, bytes, passing);
    else this.#scanned(leg, bytes, passing);
  }

  /** Goes on behind bytes that are left out, until the chunk is read or may not pass. */
  #passAround(leg: Leg, chunk: Buffer, passed: number): void {
    const { scanner } = leg;
    let bytes = chunk;
    let passing = passed;
    while (scanner.outcome === scanOutcome.skip) {
      this.#heedAnswer(leg);
      this.#tellRefused(leg);
      bytes = bytes.subarray(passing + scanner.skippedBytes);
      passing = scanner.scan(bytes);
      if (passing > 0) this.#pass(leg, bytes.subarray(0, passing));
    }
    this.#scanned(leg, bytes, passing);
  }

  /** What was left out last may be the answer to a Ping; nothing is looked at where none is waited for. */
  #heedAnswer(leg: Leg): void {
    if (leg.askedAtMs < 0 || leg.scanner.skippedBytes === 0) return;
    if (leg.scanner.lastFrame?.opcode === OPCODE_PONG) leg.answered(this.#now());
  }

  /** What a scan has brought to light besides bytes. */
  #scanned(leg: Leg, bytes: Buffer, passed: number): void {
    const { scanner } = leg;
    if (scanner.closeCode !== 0) this.#closing.closedBySide(leg.side, scanner.closeCode);
    if (scanner.outcome !== scanOutcome.pass) this.#handleStop(leg, bytes, passed);
    if (this.#client.untold > 0) this.#tellRefused(leg);
    const peer = this.#peerOf(leg);
    if (peer.pendingClose && scanner.isAtFrameBoundary) this.#sendClose(peer, peer.pendingClose);
    if (scanner.isMetered) this.#holdBack(leg, scanner.takeHoldMs());
  }

  /** Tells the client of messages left out, where nothing has ended yet and the backend's messages leave room. */
  #tellRefused({ scanner }: Leg): void {
    this.#client.untold += scanner.refusedMessages;
    scanner.refusedMessages = 0;
    if (this.isEnding || this.#backend.scanner.closeCode !== 0) this.#client.untold = 0;
    tellThrottled(this.#client, this.#backend);
  }

  legTimed(leg: Leg, startedMs: number): void {
    whenDrained(this.#peerOf(leg).socket, () => this.#owner.relayDelayed(performance.now() - startedMs));
  }

  legDrained(leg: Leg): void {
    this.#peerOf(leg).release(holdReason.backpressure);
    readTold(leg);
  }

  legEnded(leg: Leg): void {
    // A client may only have ended its own side: what the backend still has to say reaches it.
    if (this.#closing.lose(leg) && leg.side === "backend") this.#loseBackend();
    // After a Close frame either way, the end of one stream is the end of the other.
    this.#endLeg(this.#peerOf(leg), null);
  }

  legClosed(leg: Leg): void {
    const peer = this.#peerOf(leg);
    this.#pacer.forget(leg);
    this.#mute(peer);
    const { ending } = this.#closing;
    if (peer.isClosed && ending !== null) this.#owner.relayClosed(ending);
  }

  legFailed(_leg: Leg, error: unknown): void {
    this.#owner.relayFailed(this, error);
  }

  #peerOf(leg: Leg): Leg {
    return leg === this.#client ? this.#backend : this.#client;
  }

  #pass(leg: Leg, bytes: Buffer): void {
    if (!this.#peerOf(leg).socket.write(bytes)) leg.hold(holdReason.backpressure);
  }

  /** A frame that a Close frame waits for is not held back. */
  #holdBack(leg: Leg, holdMs: number): void {
    const isEnding = leg.isMuted || this.#peerOf(leg).pendingClose !== null;
    leg.holdFor(isEnding ? 0 : holdMs, this.#pacer);
  }

  /** Between two frames of the other side only. */
  pingLeg(leg: Leg, nowMs: number): void {
    if (!this.#peerOf(leg).scanner.isAtFrameBoundary) return;
    leg.scanner.heartbeatId ||= drawHeartbeatId(this.#randomBytes);
    leg.pingedAtMs = nowMs;
    leg.askedAtMs = this.#now();
    leg.socket.write(encodePing(leg.scanner.heartbeatId, this.#maskFor(leg)));
  }

  #handleStop(leg: Leg, bytes: Buffer, passed: number): void {
    const { outcome } = leg.scanner;
    // A copy: a few bytes must not keep a whole chunk alive.
    if (outcome === scanOutcome.incompleteHead) leg.held = Buffer.from(bytes.subarray(passed));
    if (outcome === scanOutcome.messageTooBig)
      this.#closeForSender(leg, messageTooBigFrom(leg.side), gatewayClose.peerClosed);
    if (outcome === scanOutcome.controlFlood)
      this.#closeForSender(leg, gatewayClose.controlFlood, gatewayClose.peerClosed);
    if (outcome === scanOutcome.forbiddenCloseCode)
      this.#closeForSender(leg, gatewayClose.forbiddenCloseCode, gatewayClose.backendLost);
    if (outcome === scanOutcome.meterCloses) this.#closeForMeter(leg);
  }

  #closeForSender(sender: Leg, forSender: GatewayClose, forClient: CloseReason): void {
    this.#closing.closeForSender(sender.side, forSender, forClient);
    // Where it was closing already: what was refused must not pass all the same.
    this.#endLeg(this.#peerOf(sender), null);
  }

  /** Whoever sent it: it is the client that has a plan or a topic, and the gateway that keeps to it. */
  #closeForMeter(sender: Leg): void {
    const meter = this.#limits[sender.side === "client" ? "meterFromClient" : "meterFromBackend"];
    this.#closing.close(closeOfMeter(meter ?? { exceeded: null }));
    this.#endLeg(this.#peerOf(sender), null);
  }

  closeLegs(forClient: CloseReason, forBackend: CloseReason): void {
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
      this.#holdBack(this.#peerOf(leg), 0);
    }
  }

  #sendClose(leg: Leg, reason: CloseReason): void {
    leg.pendingClose = null;
    const hasClosed = this.#peerOf(leg).scanner.closeCode !== 0;
    this.#endLeg(leg, hasClosed ? null : encodeCloseFrame(reason, this.#maskFor(leg)));
  }

  /** What goes to a backend is masked, as what a client sends is. */
  #maskFor(leg: Leg): Buffer | null {
    return leg.side === "backend" ? this.#randomBytes(4) : null;
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
    this.#pacer.forget(leg);
    leg.mute();
  }

  #loseBackend(): void {
    // Half a frame cannot be completed: all that is left is to let the client see that the connection broke.
    if (this.#backend.scanner.isAtFrameBoundary) this.#sendClose(this.#client, gatewayClose.backendLost);
    else this.#client.socket.destroy();
    this.#endLeg(this.#backend, null);
  }
}
