// Reads the body of a backend's final answer (RFC 9112 section 6), as much of it as is passed on. Nothing of a body that
// is framed in a way that two readers could take differently.
import { type HeaderField, splitList, valuesOf } from "#gateway/data-plane/http/request-head.ts";
import type { ResponseHead } from "#gateway/data-plane/http/response-head.ts";

/** Most bytes of a body that are passed on. */
export const MAX_BODY_BYTES = 65_536;
/** Most that are read: an address that stands across the cut is to be found whole. */
const MAX_READ_BYTES = MAX_BODY_BYTES + 512;
/** Longest line of a chunked body, extensions included. */
const MAX_LINE_BYTES = 256;
const CHUNK_SIZE = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i;

type Framing = "length" | "chunked" | "close" | "broken";

/** Collects one body. */
export class AnswerBody {
  readonly #framing: Framing;
  readonly #pieces: Buffer[] = [];
  #length = 0;
  /** Bytes to come of the body, or of the chunk. */
  #remaining = 0;
  #line = "";
  #isBehindChunk = false;
  #isBroken = false;
  #isComplete: boolean;

  constructor({ status, fields }: ResponseHead) {
    const { framing, length } = framingOf(fields);
    this.#framing = framing;
    this.#remaining = length;
    this.#isBroken = framing === "broken";
    const isEmpty = status === 204 || status === 304 || (framing === "length" && length === 0);
    this.#isComplete = isEmpty || this.#isBroken;
  }

  /** True once there is nothing more to read. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** What there is of it; null where it is broken, or has stopped in the middle. */
  get bytes(): Buffer | null {
    return this.#isBroken || !this.#isComplete ? null : Buffer.concat(this.#pieces, this.#length);
  }

  /** Takes the next bytes, which are copied. */
  read(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !this.#isComplete) {
      at =
        this.#framing === "chunked" && this.#remaining === 0
          ? this.#readLine(chunk, at)
          : this.#readBytes(chunk, at);
    }
  }

  /** The backend sends no more. */
  end(): void {
    if (this.#framing === "close") this.#isComplete = true;
  }

  #readBytes(chunk: Buffer, at: number): number {
    const isBounded = this.#framing !== "close";
    const wanted = Math.min(MAX_READ_BYTES - this.#length, isBounded ? this.#remaining : chunk.length);
    const piece = Buffer.from(chunk.subarray(at, at + wanted));
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (isBounded) this.#remaining -= piece.length;
    this.#isBehindChunk = this.#framing === "chunked" && this.#remaining === 0;
    const isRead = this.#framing === "length" && this.#remaining === 0;
    this.#isComplete = isRead || this.#length === MAX_READ_BYTES;
    return at + piece.length;
  }

  /** A line with a chunk's size, or the empty one behind its bytes. */
  #readLine(chunk: Buffer, at: number): number {
    const end = chunk.indexOf("\n", at);
    this.#line += chunk.toString("latin1", at, end === -1 ? chunk.length : end);
    if (this.#line.length > MAX_LINE_BYTES) return this.#break(chunk);
    if (end === -1) return chunk.length;
    const line = this.#line.replace(/\r$/, "");
    this.#line = "";
    if (this.#isBehindChunk) {
      this.#isBehindChunk = false;
      return line === "" ? end + 1 : this.#break(chunk);
    }
    const size = CHUNK_SIZE.exec(line)?.[1];
    if (size === undefined) return this.#break(chunk);
    this.#remaining = Number.parseInt(size, 16);
    this.#isComplete = this.#remaining === 0;
    return end + 1;
  }

  #break(chunk: Buffer): number {
    this.#isBroken = true;
    this.#isComplete = true;
    return chunk.length;
  }
}

function framingOf(fields: readonly HeaderField[]): { readonly framing: Framing; readonly length: number } {
  const codings = splitList(valuesOf(fields, "transfer-encoding"));
  const lengths = valuesOf(fields, "content-length");
  if (codings.length > 0) {
    const isChunked = codings.length === 1 && codings[0]?.toLowerCase() === "chunked";
    return { framing: isChunked && lengths.length === 0 ? "chunked" : "broken", length: 0 };
  }
  const [length] = lengths;
  if (length === undefined) return { framing: "close", length: 0 };
  const isPlain = lengths.length === 1 && /^\d{1,15}$/.test(length);
  return { framing: isPlain ? "length" : "broken", length: isPlain ? Number(length) : 0 };
}
