// Wakes, a little later, those whom a rate limit holds back. One timer serves all of a worker, and runs only while
// somebody waits.

/** Pace of the timer, in milliseconds: nobody is held back for less. */
export const PACE_MS = 10;

/** One who waits. */
export type Sleeper = { wake(): void };

/** The shared alarm clock of a worker. */
export class Pacer {
  readonly #dueMs = new Map<Sleeper, number>();
  readonly #now: () => number;
  #timer: NodeJS.Timeout | null = null;

  /** `now` yields milliseconds of a clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Wakes the sleeper once, in so many milliseconds or a little later; who waits already waits for the later time. */
  wakeAfter(delayMs: number, sleeper: Sleeper): void {
    const dueMs = this.#now() + delayMs;
    this.#dueMs.set(sleeper, Math.max(dueMs, this.#dueMs.get(sleeper) ?? dueMs));
    this.#timer ??= setInterval(() => this.#tick(), PACE_MS);
  }

  /** Does not wake the sleeper any more. */
  forget(sleeper: Sleeper): void {
    this.#dueMs.delete(sleeper);
  }

  #tick(): void {
    const nowMs = this.#now();
    for (const [sleeper, dueMs] of this.#dueMs) {
      if (dueMs > nowMs) continue;
      this.#dueMs.delete(sleeper);
      sleeper.wake();
    }
    if (this.#dueMs.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}
