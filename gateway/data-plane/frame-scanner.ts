// Reads the frame heads of one direction of a WebSocket stream (RFC 6455 section 5.2): counts, and says how far the
// bytes may pass. It never touches a payload, except the two bytes of a close code, and allocates nothing.

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
} as const;

export type ScanOutcome = (typeof scanOutcome)[keyof typeof scanOutcome];

/** Value of {@link FrameScanner.closeCode} for a Close frame without a code (RFC 6455 section 7.1.5). */
export const NO_CLOSE_CODE = 1005;

const OPCODE_CLOSE = 0x8;
/** Largest payload of a control frame (RFC 6455 section 5.5). */
const MAX_CONTROL_BYTES = 125;
const FORBIDDEN_CLOSE_CODES: readonly number[] = [1004, 1005, 1006, 1015];
/** Upper half of the first 64-bit length beyond Number.MAX_SAFE_INTEGER. */
const UNSAFE_LENGTH_HIGH = 0x20_0000;

/** State of one direction. Sizes in bytes; payloads as they travel, compressed if an extension compresses. */
export class FrameScanner {
  /** Data messages whose final frame has begun to pass. */
  messages = 0;
  /** Frames whose head has passed, control frames included. */
  frames = 0;
  /** Payload bytes of data frames that have passed. */
  payloadBytes = 0;
  /** All bytes that have passed. */
  wireBytes = 0;
  /** Code of the first Close frame that has passed, {@link NO_CLOSE_CODE} for one without; 0 before. */
  closeCode = 0;
  /** Largest message, its frames summed, and largest control frame that breaks the rules; 0 for no limit. */
  maxMessageBytes: number;
  /** Set to have the next scan stop at the end of the current frame. */
  stopsAtFrameBoundary = false;
  /** Result of the last scan. */
  outcome: ScanOutcome = scanOutcome.pass;

  #remaining = 0;
  #isDataFrame = false;
  #isInMessage = false;
  #messageBytes = 0;

  constructor(maxMessageBytes: number) {
    this.maxMessageBytes = maxMessageBytes;
  }

  /** True where what has passed ends with a whole frame, so that a frame may be put in. */
  get isAtFrameBoundary(): boolean {
    return this.#remaining === 0;
  }

  /** True at a frame boundary outside a fragmented message. */
  get isAtMessageBoundary(): boolean {
    return this.#remaining === 0 && !this.#isInMessage;
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
        if (this.#isDataFrame) this.payloadBytes += size;
        at += size;
        continue;
      }
      if (this.stopsAtFrameBoundary) {
        this.outcome = scanOutcome.frameBoundary;
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
    const opcode = first & 0x0f;
    if (opcode < OPCODE_CLOSE) {
      return this.#countData(first, length)
        ? this.#pass(headSize, length, true)
        : this.#stop(scanOutcome.messageTooBig);
    }
    if (length > this.#maxControlBytes) return this.#stop(scanOutcome.messageTooBig);
    if (opcode === OPCODE_CLOSE) return this.#passClose(chunk, at, end, headSize, length);
    return this.#pass(headSize, length, false);
  }

  /** An oversized control frame is its receiver's to reject, but it may not carry more than a message might. */
  get #maxControlBytes(): number {
    return this.maxMessageBytes === 0
      ? Number.MAX_SAFE_INTEGER
      : Math.max(this.maxMessageBytes, MAX_CONTROL_BYTES);
  }

  /**
   * Adds a data frame to its message; false where the message would be too big. Only a final frame ends a message:
   * an opcode that begins another within it breaks the rules and must not get round the limit.
   */
  #countData(first: number, length: number): boolean {
    const messageBytes = this.#messageBytes + length;
    if (messageBytes > (this.maxMessageBytes || Number.MAX_SAFE_INTEGER)) return false;
    const isFinal = (first & 0x80) !== 0;
    this.#isInMessage = !isFinal;
    this.#messageBytes = isFinal ? 0 : messageBytes;
    if (isFinal) this.messages += 1;
    return true;
  }

  /** A Close frame passes when its code can be read: head and the first two payload bytes in one piece. */
  #passClose(chunk: Uint8Array, at: number, end: number, headSize: number, length: number): number {
    if (end - at < headSize + Math.min(length, 2)) return this.#stop(scanOutcome.incompleteHead);
    let code = NO_CLOSE_CODE;
    if (length >= 2) {
      const payloadAt = at + headSize;
      const isMasked = (byteAt(chunk, at + 1) & 0x80) !== 0;
      const high = byteAt(chunk, payloadAt) ^ (isMasked ? byteAt(chunk, payloadAt - 4) : 0);
      const low = byteAt(chunk, payloadAt + 1) ^ (isMasked ? byteAt(chunk, payloadAt - 3) : 0);
      code = high * 256 + low;
      if (FORBIDDEN_CLOSE_CODES.includes(code)) return this.#stop(scanOutcome.forbiddenCloseCode);
    }
    if (this.closeCode === 0) this.closeCode = code;
    return this.#pass(headSize, length, false);
  }

  #pass(headSize: number, length: number, isDataFrame: boolean): number {
    this.frames += 1;
    this.#remaining = length;
    this.#isDataFrame = isDataFrame;
    return headSize;
  }

  #stop(outcome: ScanOutcome): 0 {
    this.outcome = outcome;
    return 0;
  }
}

/** Callers have checked the bounds. */
function byteAt(chunk: Uint8Array, at: number): number {
  return chunk[at] ?? 0;
}

/** Big-endian length of 2 or 8 bytes; Infinity where a number cannot hold it. */
function readLength(chunk: Uint8Array, at: number, size: number): number {
  if (size === 2) return byteAt(chunk, at) * 256 + byteAt(chunk, at + 1);
  const high = readUint32(chunk, at);
  return high >= UNSAFE_LENGTH_HIGH
    ? Number.POSITIVE_INFINITY
    : high * 0x1_0000_0000 + readUint32(chunk, at + 4);
}

function readUint32(chunk: Uint8Array, at: number): number {
  const upper = byteAt(chunk, at) * 256 + byteAt(chunk, at + 1);
  return upper * 0x1_0000 + byteAt(chunk, at + 2) * 256 + byteAt(chunk, at + 3);
}
