// How many control frames one side of a connection may send in a second: each costs what a small message costs, and no
// limit of messages counts them.
import { TokenBucket } from "#gateway/data-plane/limits/token-bucket.ts";

/** RFC 6455 section 11.8. */
export const OPCODE_PING = 0x9;
export const OPCODE_PONG = 0xa;

/** Holds a second's worth; made before the first frame, filled only by it: most connections are idle. */
export class ControlRate {
  /** What has come, the answers to the gateway's own pings included; and what was one too many. */
  pings = 0;
  pongs = 0;
  readonly #now: () => number;
  #perSecond: number;
  #bucket: TokenBucket | null = null;

  /** `perSecond` of 0 limits nothing; `now` yields milliseconds of a clock that never goes back. */
  constructor(perSecond: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /** Takes one, by its opcode; false where it is one too many. */
  takesOne(opcode: number): boolean {
    if (opcode === OPCODE_PING) this.pings += 1;
    else if (opcode === OPCODE_PONG) this.pongs += 1;
    if (this.#perSecond === 0) return true;
    const nowMs = this.#now();
    this.#bucket ??= new TokenBucket(this.#perSecond, this.#perSecond, nowMs);
    if (this.#bucket.available(nowMs) < 1) return false;
    this.#bucket.take(1);
    return true;
  }

  /** From the next frame on. */
  setRate(perSecond: number): void {
    if (perSecond === this.#perSecond) return;
    this.#perSecond = perSecond;
    this.#bucket?.resize(perSecond, perSecond, this.#now());
  }
}
