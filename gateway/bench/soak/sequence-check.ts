// Checks that numbered messages arrive each once and in order.

/** What has gone wrong on a connection, in messages. */
export class SequenceCheck {
  /** Arrived a second time. */
  duplicated = 0;
  /** Arrived after a later one. */
  reordered = 0;
  /** Numbers that later ones have overtaken. */
  #missing: Set<number> | null = null;
  #next = 1;

  /** Overtaken, and not there yet. */
  get lost(): number {
    return this.#missing?.size ?? 0;
  }

  /** How many of the first `count` have not arrived. */
  outstanding(count: number): number {
    return count + 1 - this.#next + this.lost;
  }

  /** The next message, numbered from 1. */
  take(number: number): void {
    if (number === this.#next) {
      this.#next += 1;
    } else if (number > this.#next) {
      this.#missing ??= new Set();
      for (let skipped = this.#next; skipped < number; skipped += 1) this.#missing.add(skipped);
      this.#next = number + 1;
    } else if (this.#missing?.delete(number)) {
      this.reordered += 1;
    } else {
      this.duplicated += 1;
    }
  }
}
