// Numbers in the bytes of a WebSocket frame (RFC 6455 section 5.2). Nothing is allocated; callers check the bounds.

/** Upper half of the first 64-bit length beyond Number.MAX_SAFE_INTEGER. */
const UNSAFE_LENGTH_HIGH = 0x20_0000;

export function byteAt(chunk: Uint8Array, at: number): number {
  return chunk[at] ?? 0;
}

/** Big-endian length of 2 or 8 bytes; Infinity where a number cannot hold it. */
export function readLength(chunk: Uint8Array, at: number, size: number): number {
  if (size === 2) return byteAt(chunk, at) * 256 + byteAt(chunk, at + 1);
  const high = readUint32(chunk, at);
  return high >= UNSAFE_LENGTH_HIGH
    ? Number.POSITIVE_INFINITY
    : high * 0x1_0000_0000 + readUint32(chunk, at + 4);
}

/** The first `size` bytes, at most 6, of the payload of the frame at `frameAt`, unmasked, as a big-endian number. */
export function readPayload(chunk: Uint8Array, frameAt: number, headSize: number, size: number): number {
  const isMasked = (byteAt(chunk, frameAt + 1) & 0x80) !== 0;
  const payloadAt = frameAt + headSize;
  let value = 0;
  for (let index = 0; index < size; index++) {
    const mask = isMasked ? byteAt(chunk, payloadAt - 4 + (index & 3)) : 0;
    value = value * 256 + (byteAt(chunk, payloadAt + index) ^ mask);
  }
  return value;
}

function readUint32(chunk: Uint8Array, at: number): number {
  const upper = byteAt(chunk, at) * 256 + byteAt(chunk, at + 1);
  return upper * 0x1_0000 + byteAt(chunk, at + 2) * 256 + byteAt(chunk, at + 3);
}
