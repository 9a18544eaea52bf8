// Reads the frame heads of one direction of a WebSocket stream (RFC 6455 section 5.2): counts, and says how far the
// bytes may pass and which are to be left out. It never touches a payload, except the two bytes of a close code and the
// answer to a ping of the gateway, and allocates nothing.
import { byteAt, readLength, readPayload } from "#gateway/data-plane/frames/frame-bytes.ts";
import { type ControlRate, OPCODE_PONG } from "#gateway/data-plane/limits/control-rate.ts";
import { type Meter, meterVerdict } from "#gateway/data-plane/limits/meter.ts";
import { Metering } from "#gateway/data-plane/limits/metering.ts";
import type { FrameHead } from "#lib/gateways/connections/connection-record.ts";

/** Why {@link FrameScanner.scan} did not let all bytes pass. */
export const scanOutcome = {
  /** All bytes pass. */
  pass: 0,
  /** The rest is the start of a frame head: present it again, in front of the next chunk. */
  incompleteHead: 1,
  /** The next frame would make its message larger than allowed, or is itself a control frame larger than that. */
  messageTooBig: 2,
  /** The next frame is a Close with a code that must not be sent (RFC 6455 section 7.4.1). */
  forbiddenCloseCode: 3,
  /** A frame ended and the caller had asked to stop there. */
  frameBoundary: 4,
  /**
   * So many of the next bytes as {@link FrameScanner.skippedBytes} says are to be left out, none at a message boundary
   * where the caller had asked to stop; the rest was not read.
   */
  skip: 5,
  /** The next frame begins a message for which the meter closes the connection. */
  meterCloses: 6,
  /** The next frame is a control frame, and one too many in this second. */
  controlFlood: 7,
} as const;

export type ScanOutcome = (typeof scanOutcome)[keyof typeof scanOutcome];

/** Value of {@link FrameScanner.closeCode} for a Close frame without a code (RFC 6455 section 7.1.5). */
export const NO_CLOSE_CODE = 1005;

const OPCODE_CLOSE = 0x8;
/** Payload bytes of the gateway's own pings. */
export const HEARTBEAT_BYTES = 6;
/** Largest payload of a control frame (RFC 6455 section 5.5). */
const MAX_CONTROL_BYTES = 125;
const FORBIDDEN_CLOSE_CODES: readonly number[] = [1004, 1005, 1006, 1015];

/** State of one direction. Sizes in bytes; payloads as they travel, compressed if an extension compresses. */
export class FrameScanner {
  /** Data messages whose final frame has begun to pass. */
  messages = 0;
  /** Frames whose head has passed, control frames included. */
  frames = 0;
  /** Payload bytes of data frames that have passed. */
  payloadBytes = 0;
  /** All bytes that have passed or were left out. */
  wireBytes = 0;
  /** Code of the first Close frame that has passed, {@link NO_CLOSE_CODE} for one without; 0 before. */
  closeCode = 0;
  /** Payload of the gateway's pings to this sender, as a number: pongs that carry it are left out. 0 before the first. */
  heartbeatId = 0;
  /** Set to have the next scan stop at the end of the current frame. */
  stopsAtFrameBoundary = false;
  /** Set to have a scan stop before the next message, with {@link scanOutcome.skip}. */
  stopsAtMessageBoundary = false;
  /** Result of the last scan. */
  outcome: ScanOutcome = scanOutcome.pass;
  /** With {@link scanOutcome.skip}: how many bytes behind those that may pass are to be left out. */
  skippedBytes = 0;
  /** Messages left out of which the client is to be told. */
  refusedMessages = 0;

  #remaining = 0;
  #isInMessage = false;
  #messageBytes = 0;
  /** Largest message, its frames summed, and largest control frame that breaks the rules; 0 for no limit. */
  #maxMessageBytes: number;
  #nextMaxMessageBytes: number;
  #metering: Metering | null;
  /** Also counts what came of these. */
  readonly controlRate: ControlRate | null;
  #controlBytes = 0;
  /** True while the frame that is coming in is left out; `#isDropping` says that of its message. */
  #isSkipping = false;
  #isDropping = false;
  #lastFirstByte = -1;
  #lastLength = 0;

  /** `maxMessageBytes` of 0, and null for the others, limit nothing. */
  constructor(maxMessageBytes: number, meter: Meter | null = null, controlRate: ControlRate | null = null) {
    this.controlRate = controlRate;
    this.#maxMessageBytes = maxMessageBytes;
    this.#nextMaxMessageBytes = maxMessageBytes;
    this.#metering = meter === null ? null : new Metering(meter, 0, 0);
  }

  /** True where a meter asks for the time, and {@link takeHoldMs} has something to say. */
  get isMetered(): boolean {
    return this.#metering !== null;
  }

  /** Time of the next scan; to be told where {@link isMetered}. */
  setTime(nowMs: number): void {
    if (this.#metering !== null) this.#metering.nowMs = nowMs;
  }

  /** Head of the last frame, whether it passed or was left out; null before the first. */
  get lastFrame(): FrameHead | null {
    if (this.#lastFirstByte < 0) return null;
    return {
      opcode: this.#lastFirstByte & 0x0f,
      isFinal: (this.#lastFirstByte & 0x80) !== 0,
      payloadBytes: this.#lastLength,
    };
  }

  /** Limits from the next message on. */
  setLimits(maxMessageBytes: number, meter: Meter | null, controlsPerSecond: number): void {
    this.controlRate?.setRate(controlsPerSecond);
    this.#nextMaxMessageBytes = maxMessageBytes;
    if (!this.#isInMessage) this.#maxMessageBytes = maxMessageBytes;
    this.#metering = meter === null ? null : new Metering(meter, this.messages, this.#chargedBytes);
  }

  /** Has the meter charge what has passed; returns for how many milliseconds to read no more from the sender. */
  takeHoldMs(): number {
    return this.#metering?.takeHoldMs(this.messages, this.#chargedBytes) ?? 0;
  }

  /** What counts as bytes: control frames carry them as well as messages do. */
  get #chargedBytes(): number {
    return this.payloadBytes + this.#controlBytes;
  }

  /** True where what has passed ends with a whole frame, so that a frame may be put in. */
  get isAtFrameBoundary(): boolean {
    return this.#remaining === 0 || this.#isSkipping;
  }

  /** True where what has passed ends outside a fragmented message, so that a message may be put in. */
  get isAtMessageBoundary(): boolean {
    return this.isAtFrameBoundary && (!this.#isInMessage || this.#isDropping);
  }

  /** Reads a chunk; returns how many of its leading bytes may pass. {@link outcome} says why not all. */
  scan(chunk: Uint8Array): number {
    const end = chunk.length;
    let at = 0;
    this.outcome = scanOutcome.pass;
    while (at < end) {
      if (this.#remaining > 0) {
        const size = Math.min(this.#remaining, end - at);
        this.#remaining -= size;
        if (this.#isSkipping) {
          this.#skip(size);
          break;
        }
        if ((this.#lastFirstByte & OPCODE_CLOSE) === 0) this.payloadBytes += size;
        at += size;
        continue;
      }
      if (this.stopsAtFrameBoundary) {
        this.outcome = scanOutcome.frameBoundary;
        break;
      }
      if (this.stopsAtMessageBoundary && this.isAtMessageBoundary) {
        this.#skip(0);
        break;
      }
      const headSize = this.#readHead(chunk, at, end);
      if (headSize === 0) break;
      at += headSize;
    }
    this.wireBytes += at;
    return at;
  }

  /** Size of the head at `at`, its effects taken; 0 with {@link outcome} set where it may not pass. */
  #readHead(chunk: Uint8Array, at: number, end: number): number {
    const first = byteAt(chunk, at);
    const second = at + 1 < end ? byteAt(chunk, at + 1) : 0;
    const shortLength = second & 0x7f;
    const lengthSize = shortLength === 126 ? 2 : shortLength === 127 ? 8 : 0;
    const headSize = 2 + lengthSize + (second & 0x80 ? 4 : 0);
    if (end - at < headSize) return this.#stop(scanOutcome.incompleteHead);
    const length = lengthSize === 0 ? shortLength : readLength(chunk, at + 2, lengthSize);
    if ((first & 0x0f) < OPCODE_CLOSE) {
      if (this.#metering !== null || this.#isDropping) {
        return this.#readLimited(first, length, headSize, end - at);
      }
      if (this.#isTooBig(length)) return this.#stop(scanOutcome.messageTooBig);
      if (this.#addToMessage(first, length)) this.messages += 1;
      return this.#pass(first, headSize, length);
    }
    return this.#readControl(chunk, at, end, headSize, length);
  }

  /** Apart, as is what limits: small as it is now, V8 inlines `#readHead` into the scan, which halves its time. */
  #readControl(chunk: Uint8Array, at: number, end: number, headSize: number, length: number): number {
    if (length > this.#maxControlBytes) return this.#stop(scanOutcome.messageTooBig);
    const first = byteAt(chunk, at);
    const opcode = first & 0x0f;
    if (opcode === OPCODE_CLOSE) return this.#passClose(chunk, at, end, headSize, length);
    const mayAnswer = opcode === OPCODE_PONG && length === HEARTBEAT_BYTES && this.heartbeatId !== 0;
    if (mayAnswer && end - at < headSize + length) return this.#stop(scanOutcome.incompleteHead);
    if (this.controlRate?.takesOne(opcode) === false) return this.#stop(scanOutcome.controlFlood);
    if (mayAnswer && readPayload(chunk, at, headSize, HEARTBEAT_BYTES) === this.heartbeatId) {
      return this.#leaveOut(first, length, headSize, end - at);
    }
    const verdict = this.#metering?.judgeControl(this.messages, this.#chargedBytes, length);
    if (verdict === meterVerdict.close) return this.#stop(scanOutcome.meterCloses);
    this.#controlBytes += length;
    return this.#pass(first, headSize, length);
  }

  #isTooBig(length: number): boolean {
    return this.#messageBytes + length > (this.#maxMessageBytes || Number.MAX_SAFE_INTEGER);
  }

  /** An oversized control frame is its receiver's to reject, but it may not carry more than a message might. */
  get #maxControlBytes(): number {
    return this.#maxMessageBytes === 0
      ? Number.MAX_SAFE_INTEGER
      : Math.max(this.#maxMessageBytes, MAX_CONTROL_BYTES);
  }

  /** A data frame of a direction that has a meter: its message is judged once, when it begins. */
  #readLimited(first: number, length: number, headSize: number, available: number): number {
    if (this.#metering !== null && !this.#isInMessage) {
      const verdict = this.#metering.judge(this.messages, this.#chargedBytes, length);
      if (verdict === meterVerdict.close) return this.#stop(scanOutcome.meterCloses);
      this.#isDropping = verdict !== meterVerdict.pass;
      if (verdict === meterVerdict.tell) this.refusedMessages += 1;
    }
    // What is taken out, or may not be sent at all, may be of any size.
    if (!this.#isDropping && this.#isTooBig(length)) return this.#stop(scanOutcome.messageTooBig);
    const isFinal = this.#addToMessage(first, length);
    if (!this.#isDropping) {
      if (isFinal) this.messages += 1;
      return this.#pass(first, headSize, length);
    }
    this.#isDropping = !isFinal;
    return this.#leaveOut(first, length, headSize, available);
  }

  /**
   * Adds a data frame to its message; true where it ends it. Only a final frame does: an opcode that begins another
   * within it breaks the rules and must not get round the limit.
   */
  #addToMessage(first: number, length: number): boolean {
    const isFinal = (first & 0x80) !== 0;
    this.#isInMessage = !isFinal;
    this.#messageBytes = isFinal ? 0 : this.#messageBytes + length;
    if (isFinal) this.#maxMessageBytes = this.#nextMaxMessageBytes;
    return isFinal;
  }

  /** Has a frame, of which so many bytes are there, head included, be left out. */
  #leaveOut(first: number, length: number, headSize: number, available: number): 0 {
    this.#lastFirstByte = first;
    this.#lastLength = length;
    const size = Math.min(headSize + length, available);
    this.#remaining = headSize + length - size;
    this.#skip(size);
    return 0;
  }

  #skip(size: number): void {
    this.#isSkipping = this.#remaining > 0;
    this.skippedBytes = size;
    this.wireBytes += size;
    this.outcome = scanOutcome.skip;
  }

  /** A Close frame passes when its code can be read: head and the first two payload bytes in one piece. */
  #passClose(chunk: Uint8Array, at: number, end: number, headSize: number, length: number): number {
    if (end - at < headSize + Math.min(length, 2)) return this.#stop(scanOutcome.incompleteHead);
    let code = NO_CLOSE_CODE;
    if (length >= 2) {
      code = readPayload(chunk, at, headSize, 2);
      if (FORBIDDEN_CLOSE_CODES.includes(code)) return this.#stop(scanOutcome.forbiddenCloseCode);
    }
    if (this.closeCode === 0) this.closeCode = code;
    return this.#pass(byteAt(chunk, at), headSize, length);
  }

  #pass(first: number, headSize: number, length: number): number {
    this.frames += 1;
    this.#lastFirstByte = first;
    this.#lastLength = length;
    this.#remaining = length;
    return headSize;
  }

  #stop(outcome: ScanOutcome): 0 {
    this.outcome = outcome;
    return 0;
  }
}
