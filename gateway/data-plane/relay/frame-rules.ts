// What the first two bytes of a frame may say (RFC 6455 section 5.2), and which codes a Close frame may carry.

/** Where a frame stands. */
export type FramePlace = {
  /** True for what a client sends: masked. */
  readonly isServer: boolean;
  readonly isInMessage: boolean;
  readonly mayCompress: boolean;
};

/** Close code for a head that breaks the rules, null for one that does not. */
export function findHeadProblem(first: number, second: number, place: FramePlace): 1002 | null {
  const opcode = first & 0x0f;
  const isCompressed = (first & 0x40) !== 0;
  const isMasked = (second & 0x80) !== 0;
  if ((first & 0x30) !== 0 || isMasked !== place.isServer) return 1002;
  if (opcode >= 8) return isControlRight(first, second) && !isCompressed ? null : 1002;
  if (opcode > 2 || (opcode === 0) !== place.isInMessage) return 1002;
  // RFC 7692 section 6: the first frame of a message says that it is compressed.
  return isCompressed && (opcode === 0 || !place.mayCompress) ? 1002 : null;
}

/** RFC 6455 section 5.5: not fragmented, at most 125 bytes; a Close has none, or a code. */
function isControlRight(first: number, second: number): boolean {
  const opcode = first & 0x0f;
  const length = second & 0x7f;
  return opcode <= 10 && (first & 0x80) !== 0 && length <= 125 && (opcode !== 8 || length !== 1);
}

/** RFC 6455 section 7.4, and what IANA has registered since. */
export function isCloseCode(code: number): boolean {
  if (code >= 3_000) return code <= 4_999;
  return code >= 1_000 && code <= 1_014 && (code < 1_004 || code > 1_006);
}
