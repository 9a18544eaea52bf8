// Ids of entries that are kept, counted: they come in their order, and the oldest go first.

export class KeptIds {
  #ids: number[] = [];
  #start = 0;

  get size(): number {
    return this.#ids.length - this.#start;
  }

  /** Those that are kept, in their order. */
  all(): readonly number[] {
    return this.#ids.slice(this.#start);
  }

  add(id: number): void {
    this.#ids.push(id);
  }

  letGoBefore(firstId: number): void {
    while ((this.#ids[this.#start] ?? firstId) < firstId) this.#start += 1;
    if (this.#start < 1024 || this.#start * 2 < this.#ids.length) return;
    this.#ids = this.#ids.slice(this.#start);
    this.#start = 0;
  }
}
