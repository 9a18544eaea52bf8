// The gateway's own pings: RFC 6455 section 5.5.2. They find peers that are gone without a word, and are told from the
// pings of the two ends by their payload.
import { HEARTBEAT_BYTES } from "#gateway/data-plane/frames/frame-scanner.ts";

/** What is known of a leg's silence; the last five are kept here. */
export type Watched = {
  /** Bytes that have come from it. */
  readonly heardSoFar: number;
  readonly isHeld: boolean;
  /** How much of what waits for it has been taken; null where nothing waits. */
  readonly takenSoFar: number | null;
  heardBytes: number;
  flushedBytes: number | null;
  silentSinceMs: number;
  pingedAtMs: number;
  isOverdue: boolean;
};

/** What is to be done about a leg. */
export const heartbeatAction = { none: 0, ping: 1, giveUp: 2 } as const;
export type HeartbeatAction = (typeof heartbeatAction)[keyof typeof heartbeatAction];

const PING_HEAD = 0x89;

/**
 * Judges a leg by what it sent, and took of what waits for it, since the last sweep. Where something waits, that is the
 * question and a Ping would only wait behind it: a leg that takes no byte of it for the interval and the timeout is gone,
 * one that takes any is well, however late its Pong. One that is not read is not judged where nothing waits for it: it
 * may well be alive and busy. One that is overdue is given up at the sweep after, so that a pause of the
 * whole process is not taken for silence: what came meanwhile is read in between.
 */
export function judgeSilence(
  leg: Watched,
  intervalMs: number,
  timeoutMs: number,
  nowMs: number,
): HeartbeatAction {
  const heardBytes = leg.heardSoFar;
  const flushedBytes = leg.takenSoFar;
  const isUnheard = leg.isHeld && flushedBytes === null;
  if (heardBytes !== leg.heardBytes || flushedBytes !== leg.flushedBytes || isUnheard || intervalMs === 0) {
    leg.heardBytes = heardBytes;
    leg.flushedBytes = flushedBytes;
    leg.silentSinceMs = nowMs;
    leg.pingedAtMs = -1;
    leg.isOverdue = false;
    return heartbeatAction.none;
  }
  if (leg.pingedAtMs < 0) {
    if (nowMs - leg.silentSinceMs < intervalMs) return heartbeatAction.none;
    if (flushedBytes === null) return heartbeatAction.ping;
    leg.pingedAtMs = nowMs;
    return heartbeatAction.none;
  }
  if (nowMs - leg.pingedAtMs < timeoutMs) return heartbeatAction.none;
  if (leg.isOverdue) return heartbeatAction.giveUp;
  leg.isOverdue = true;
  return heartbeatAction.none;
}

/** A number for the payload of pings that nobody else's will have; never 0. */
export function drawHeartbeatId(randomBytes: (size: number) => Buffer): number {
  return randomBytes(HEARTBEAT_BYTES).readUIntBE(0, HEARTBEAT_BYTES) || 1;
}

/** A Ping; `mask` are the 4 random bytes towards a backend, null towards a client (RFC 6455 section 5.3). */
export function encodePing(id: number, mask: Uint8Array | null): Buffer {
  const headSize = mask === null ? 2 : 6;
  const frame = Buffer.alloc(headSize + HEARTBEAT_BYTES);
  frame[0] = PING_HEAD;
  frame[1] = (mask === null ? 0 : 0x80) | HEARTBEAT_BYTES;
  frame.writeUIntBE(id, headSize, HEARTBEAT_BYTES);
  if (mask !== null) {
    frame.set(mask.subarray(0, 4), 2);
    for (let at = headSize; at < frame.length; at++) {
      frame[at] = (frame[at] ?? 0) ^ (mask[(at - headSize) & 3] ?? 0);
    }
  }
  return frame;
}
