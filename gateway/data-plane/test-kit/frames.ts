// WebSocket frames as bytes, for tests: RFC 6455 section 5.2.

export type FrameOptions = {
  readonly opcode?: number;
  readonly isFinal?: boolean;
  /** Masking key; null for an unmasked frame. */
  readonly mask?: readonly [number, number, number, number] | null;
};

/** One frame with the shortest length encoding. */
export function frame(payload: string | Uint8Array, options: FrameOptions = {}): Buffer {
  const body = Buffer.from(payload);
  const { opcode = 1, isFinal = true, mask = null } = options;
  const masked = mask === null ? 0 : 0x80;
  const first = (isFinal ? 0x80 : 0) | opcode;
  let head: Buffer;
  if (body.length < 126) head = Buffer.from([first, masked | body.length]);
  else if (body.length < 65_536)
    head = Buffer.from([first, masked | 126, body.length >> 8, body.length & 0xff]);
  else {
    head = Buffer.alloc(10);
    head[0] = first;
    head[1] = masked | 127;
    head.writeBigUInt64BE(BigInt(body.length), 2);
  }
  if (mask === null) return Buffer.concat([head, body]);
  return Buffer.concat([head, Buffer.from(mask), body.map((byte, index) => byte ^ (mask[index & 3] ?? 0))]);
}

/** A frame as a client sends it. */
export function clientFrame(payload: string | Uint8Array, options: FrameOptions = {}): Buffer {
  return frame(payload, { mask: [1, 2, 3, 4], ...options });
}

/** Payload of a Close frame. */
export function closePayload(code: number, reason = ""): Buffer {
  return Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);
}
