// Turns the frames a client sends into the frames that echo them, chunk by chunk and in place: an echo so cheap that
// the proxies in front of it are what a bench measures. Not for production: it trusts its client.

const OPCODE_CLOSE = 0x8;
const OPCODE_PING = 0x9;
const OPCODE_PONG = 0xa;
const MASK_BYTES = 4;

/** State of one connection. */
export class EchoStream {
  /** True once a Close frame has been echoed. */
  isClosed = false;
  #held: Buffer | null = null;
  #remaining = 0;
  #mask: Buffer = Buffer.alloc(MASK_BYTES);
  #maskAt = 0;

  /** The echo of a chunk, which it overwrites; an unmasked frame is shorter than a masked one, so it always fits. */
  echo(chunk: Buffer): Buffer {
    const bytes = this.#held === null ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = null;
    let from = 0;
    let to = 0;
    while (from < bytes.length) {
      if (this.#remaining > 0) {
        const size = Math.min(this.#remaining, bytes.length - from);
        this.#unmask(bytes, from, to, size);
        this.#remaining -= size;
        from += size;
        to += size;
        continue;
      }
      const headSize = headSizeAt(bytes, from);
      if (headSize > bytes.length - from) {
        this.#held = Buffer.from(bytes.subarray(from));
        break;
      }
      to += this.#takeHead(bytes, from, to, headSize);
      from += headSize;
    }
    return bytes.subarray(0, to);
  }

  #takeHead(bytes: Buffer, from: number, to: number, headSize: number): number {
    const lengthAt = from + 2;
    const short = (bytes[from + 1] ?? 0) & 0x7f;
    if (short === 126) this.#remaining = bytes.readUInt16BE(lengthAt);
    else this.#remaining = short === 127 ? Number(bytes.readBigUInt64BE(lengthAt)) : short;
    bytes.copy(this.#mask, 0, from + headSize - MASK_BYTES, from + headSize);
    this.#maskAt = 0;
    const first = bytes[from] ?? 0;
    const opcode = first & 0x0f;
    if (opcode === OPCODE_CLOSE) this.isClosed = true;
    bytes.copyWithin(to, from, from + headSize - MASK_BYTES);
    bytes[to] = opcode === OPCODE_PING ? (first & 0xf0) | OPCODE_PONG : first;
    bytes[to + 1] = short;
    return headSize - MASK_BYTES;
  }

  #unmask(bytes: Buffer, from: number, to: number, size: number): void {
    const mask = this.#mask;
    for (let index = 0; index < size; index += 1) {
      bytes[to + index] = (bytes[from + index] ?? 0) ^ (mask[(this.#maskAt + index) & 3] ?? 0);
    }
    this.#maskAt = (this.#maskAt + size) & 3;
  }
}

/** Size of the masked head at `at`; more than there is where its length is not there yet. */
function headSizeAt(bytes: Buffer, at: number): number {
  if (bytes.length - at < 2) return Number.POSITIVE_INFINITY;
  const short = (bytes[at + 1] ?? 0) & 0x7f;
  return 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + MASK_BYTES;
}
