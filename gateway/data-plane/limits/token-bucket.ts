// An allowance that grows with time and holds at most a burst. It may go into debt, which later growth pays first.

/** A token bucket; it starts full. Times are milliseconds of a clock that never goes back. */
export class TokenBucket {
  #perMs: number;
  #burst: number;
  #tokens: number;
  #atMs: number;

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perMs = perSecond / 1_000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#atMs = nowMs;
  }

  /** What may be taken now; negative while in debt. */
  available(nowMs: number): number {
    if (nowMs > this.#atMs) {
      this.#tokens = Math.min(this.#burst, this.#tokens + (nowMs - this.#atMs) * this.#perMs);
      this.#atMs = nowMs;
    }
    return this.#tokens;
  }

  /** Takes from what {@link available} last told, and more than that where it must. */
  take(amount: number): void {
    this.#tokens -= amount;
  }

  /** Milliseconds until so much will be available, 0 where it is; counted from the last {@link available}. */
  msUntil(amount: number): number {
    return this.#tokens >= amount ? 0 : (amount - this.#tokens) / this.#perMs;
  }

  /** Another rate and burst from now on; a debt stays. */
  resize(perSecond: number, burst: number, nowMs: number): void {
    this.available(nowMs);
    this.#perMs = perSecond / 1_000;
    this.#burst = burst;
    this.#tokens = Math.min(this.#tokens, burst);
  }
}
