// Who is told that something changed: with a frame, and some times a second at most. 5,000 messages a second are a few
// drawings; a tab that is hidden has no frames, and draws nothing.

const EVERY_MS = 100;
/** Nobody reads what comes so fast: the page stays quick instead. */
const MANY = 100;
const MANY_EVERY_MS = 250;

export class PacedListeners {
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #isTelling = false;
  /** Since the last drawing. */
  #arrived = 0;
  #toldAt = 0;

  /** Another each time that the listeners were told. */
  get version(): number {
    return this.#version;
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
    setTimeout(() => requestAnimationFrame(() => this.#told()), Math.max(0, soonMs));
  }

  /** Somebody here changed something, and looks whether it did: told at once. */
  tellAtOnce(): void {
    this.#toldAt = performance.now();
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  #told(): void {
    this.#isTelling = false;
    this.tellAtOnce();
  }
}
