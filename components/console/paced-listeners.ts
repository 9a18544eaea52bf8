// Who is told that something changed: some times a second at most, and when the last telling was drawn. 5,000 messages a
// second are a few drawings.

const EVERY_MS = 100;
/** Nobody reads what comes so fast: the page stays quick instead. */
const MANY = 100;
const MANY_EVERY_MS = 250;

export class PacedListeners {
  readonly #whenCanDraw: (draw: () => void) => void;
  readonly #listeners = new Set<() => void>();
  #isTelling = false;
  /** Since the last drawing. */
  #arrived = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  /** `whenCanDraw` calls what it is given once something can be drawn again. */
  constructor(whenCanDraw: (draw: () => void) => void) {
    this.#whenCanDraw = whenCanDraw;
  }

  /** Returns what takes it away again. */
  add(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something changed. */
  tell(): void {
    this.#arrived += 1;
    if (this.#isTelling) return;
    this.#isTelling = true;
    const everyMs = this.#arrived > MANY ? MANY_EVERY_MS : EVERY_MS;
    this.#arrived = 0;
    const soonMs = this.#toldAt + everyMs - performance.now();
    setTimeout(() => this.#whenCanDraw(() => this.#told()), Math.max(0, soonMs));
  }

  /** Somebody here changed something, and looks whether it did: told at once. */
  tellAtOnce(): void {
    this.#toldAt = performance.now();
    for (const listener of this.#listeners) listener();
  }

  #told(): void {
    this.#isTelling = false;
    this.tellAtOnce();
  }
}
