// Reads the messages of one side of an inspected connection, and finds what breaks the rules as soon as it is there: in
// the frame's head, at the first byte that is not UTF-8, at the byte that is too much (RFC 6455 sections 5 and 8.1).
import { isUtf8 } from "node:buffer";
import { readLength } from "#gateway/data-plane/frames/frame-bytes.ts";
import { Utf8Check } from "#gateway/data-plane/frames/utf8-check.ts";
import type { MemoryHold } from "#gateway/data-plane/limits/message-memory.ts";
import { findHeadProblem, isCloseCode } from "#gateway/data-plane/relay/frame-rules.ts";
import type { Deflate } from "#gateway/data-plane/relay/ws-parts.ts";

/** Hears what was read. */
export type ReaderOwner = {
  /** `heldBytes` are to be given back to the memory once the message has gone out. */
  readMessage(data: Buffer, isBinary: boolean, heldBytes: number): void;
  readControl(opcode: number, data: Buffer): void;
  /** 1005 for a Close frame without a code. */
  readClose(code: number, reason: Buffer): void;
  /** What came breaks the rules; nothing is read after it. */
  readProblem(code: number): void;
  /** All that had come has been read, after a {@link MessageReader.write} that returned false. */
  readOn(): void;
};

const OPCODE_TEXT = 1;
const OPCODE_CLOSE = 8;
const EMPTY = Buffer.alloc(0);
/** Of a message in pieces: what is allocated first, doubled from there. */
const FIRST_BYTES = 4_096;
/** What is inflated at once, and what can come of a byte at most: zlib's own bound, with the rest of the one before. */
const INFLATE_BYTES = 8_192;
const TIMES_INFLATED = 1_032;
const INFLATE_MORE_BYTES = 8_192;

/** State of one direction. */
export class MessageReader {
  /** Largest message, inflated, in bytes. */
  maxBytes: number;
  readonly #isServer: boolean;
  readonly #deflate: Deflate | null;
  readonly #memory: MemoryHold;
  readonly #owner: ReaderOwner;
  #pending: Buffer = EMPTY;
  #isInflating = false;
  #isOver = false;
  #whenRead: (() => void) | null = null;
  /** The frame that is coming in. */
  #isInFrame = false;
  #isFinal = false;
  #remaining = 0;
  #mask: Buffer = EMPTY;
  #maskAt = 0;
  /** The message that is: 0 where there is none. */
  #opcode = 0;
  #isCompressed = false;
  #text = new Utf8Check();
  #body: Buffer = EMPTY;
  #size = 0;

  constructor(
    isServer: boolean,
    deflate: Deflate | null,
    maxBytes: number,
    memory: MemoryHold,
    owner: ReaderOwner,
  ) {
    this.#isServer = isServer;
    this.#deflate = deflate;
    this.maxBytes = maxBytes;
    this.#memory = memory;
    this.#owner = owner;
  }

  get queuedBytes(): number {
    return this.#pending.length + this.#size;
  }

  /** Takes over the chunk; false where it has to wait for what is being inflated. */
  write(chunk: Buffer): boolean {
    if (this.#isOver) return true;
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    this.#run();
    return !this.#isInflating;
  }

  /** Calls back when all that has come has been read. */
  end(done: () => void): void {
    if (this.#isInflating) this.#whenRead = done;
    else done();
  }

  #run(): void {
    while (!this.#isInflating && !this.#isOver) {
      if (this.#isInFrame ? !this.#readPayload() : !this.#readHead()) return;
    }
  }

  /** False where more has to come first, or nothing more is read. */
  #readHead(): boolean {
    const bytes = this.#pending;
    const [first, second] = bytes;
    if (first === undefined || second === undefined) return false;
    const problem = findHeadProblem(first, second, {
      isServer: this.#isServer,
      isInMessage: this.#opcode !== 0,
      mayCompress: this.#deflate !== null,
    });
    if (problem !== null) return this.#fail(problem);
    const short = second & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const headBytes = 2 + lengthBytes + (this.#isServer ? 4 : 0);
    if (bytes.length < headBytes) return false;
    const length = lengthBytes === 0 ? short : readLength(bytes, 2, lengthBytes);
    const opcode = first & 0x0f;
    const mask = this.#isServer ? Buffer.from(bytes.subarray(headBytes - 4, headBytes)) : EMPTY;
    if (opcode >= OPCODE_CLOSE) return this.#readControl(opcode, mask, headBytes, length);
    if (opcode !== 0) {
      this.#opcode = opcode;
      this.#isCompressed = (first & 0x40) !== 0;
    }
    // What is compressed counts when it is inflated: it can be larger than what comes of it.
    if (!this.#isCompressed && this.#size + length > this.maxBytes) return this.#fail(1009);
    this.#isInFrame = true;
    this.#isFinal = (first & 0x80) !== 0;
    this.#remaining = length;
    this.#mask = mask;
    this.#maskAt = 0;
    this.#pending = bytes.subarray(headBytes);
    return true;
  }

  #readControl(opcode: number, mask: Buffer, headBytes: number, length: number): boolean {
    const end = headBytes + length;
    if (this.#pending.length < end) return false;
    const data = this.#pending.subarray(headBytes, end);
    this.#pending = this.#pending.subarray(end);
    if (this.#isServer) unmask(data, mask, 0);
    if (opcode !== OPCODE_CLOSE) {
      this.#owner.readControl(opcode, data);
      return true;
    }
    const code = length === 0 ? 1005 : data.readUInt16BE(0);
    if (length > 0 && !isCloseCode(code)) return this.#fail(1002);
    const reason = data.subarray(2);
    if (!isUtf8(reason)) return this.#fail(1007);
    this.#isOver = true;
    this.#owner.readClose(code, reason);
    return false;
  }

  #readPayload(): boolean {
    const most = this.#isCompressed ? INFLATE_BYTES : this.#remaining;
    const size = Math.min(this.#remaining, this.#pending.length, most);
    if (size === 0 && this.#remaining > 0) return false;
    const bytes = this.#pending.subarray(0, size);
    this.#pending = this.#pending.subarray(size);
    if (this.#isServer) unmask(bytes, this.#mask, this.#maskAt);
    this.#maskAt += size;
    this.#remaining -= size;
    this.#isInFrame = this.#remaining > 0;
    const isLast = !this.#isInFrame && this.#isFinal;
    if (this.#deflate === null || !this.#isCompressed) return this.#take(bytes, isLast);
    if (size > 0 || isLast) this.#inflate(this.#deflate, bytes, isLast);
    return true;
  }

  #inflate(deflate: Deflate, bytes: Buffer, isLast: boolean): void {
    let reserved = 0;
    let tooLarge = 1009;
    // What others inflate meanwhile must not be promised twice.
    const allow = (): number => {
      const mayGrow = Math.max(0, this.maxBytes - this.#size);
      const room = this.#memory.room();
      if (room < mayGrow) tooLarge = 1013;
      reserved = Math.min(mayGrow, room, TIMES_INFLATED * bytes.length + INFLATE_MORE_BYTES);
      this.#memory.take(reserved);
      // 0 would mean that it has no bound.
      return Math.max(1, reserved);
    };
    this.#isInflating = true;
    deflate.inflate(bytes, isLast, allow, (error, result) => {
      this.#isInflating = false;
      this.#memory.give(reserved);
      try {
        if (error === null) this.#take(result ?? EMPTY, isLast);
        else this.#fail("code" in error && error.code === TOO_LARGE ? tooLarge : 1007);
        this.#run();
        if (!this.#isInflating) this.#owner.readOn();
      } finally {
        if (!this.#isInflating) this.#whenRead?.();
      }
    });
  }

  /** Adds plain bytes to the message; false where it broke the rules. */
  #take(bytes: Buffer, isLast: boolean): boolean {
    if (this.#isOver) return false;
    if (this.#size + bytes.length > this.maxBytes) return this.#fail(1009);
    if (bytes.length > this.#memory.room()) return this.#fail(1013);
    const isText = this.#opcode === OPCODE_TEXT;
    if (isText && !this.#text.accepts(bytes)) return this.#fail(1007);
    if (isText && isLast && !this.#text.isComplete) return this.#fail(1007);
    this.#memory.take(bytes.length);
    // Most messages come in one piece, which need not be copied.
    const data = isLast && this.#size === 0 ? bytes : this.#collect(bytes);
    if (!isLast) return true;
    const size = data.length;
    this.#opcode = 0;
    this.#body = EMPTY;
    this.#size = 0;
    this.#owner.readMessage(data, !isText, size);
    return true;
  }

  /** The message so far. Pieces are put together at once: however many they are, they cost no more than their bytes. */
  #collect(bytes: Buffer): Buffer {
    const size = this.#size + bytes.length;
    if (size > this.#body.length) {
      const body = Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, 2 * this.#body.length, size));
      this.#body.copy(body, 0, 0, this.#size);
      this.#body = body;
    }
    bytes.copy(this.#body, this.#size);
    this.#size = size;
    return this.#body.subarray(0, size);
  }

  #fail(code: number): false {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#pending = EMPTY;
    this.#body = EMPTY;
    this.#memory.give(this.#size);
    this.#size = 0;
    this.#owner.readProblem(code);
    return false;
  }
}

/** What `ws` says of data that inflates to more than it may. */
const TOO_LARGE = "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";

/** In place: the chunk is the connection's own. `from` is how much of the frame came before. */
function unmask(bytes: Buffer, mask: Buffer, from: number): void {
  for (let at = 0; at < bytes.length; at++) bytes[at] = (bytes[at] ?? 0) ^ (mask[(from + at) & 3] ?? 0);
}
