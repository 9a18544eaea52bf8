// The attempts of a console's connections, each as it was last: what was dialled, what came of it. Bounded, oldest first.
import type { Attempt } from "./attempt.ts";

/** A connection that is kept may try for days. */
const MOST = 1000;

export class AttemptRecords {
  readonly #records = new Map<string, Attempt>();

  /** Takes over an attempt of a connection as it is now. */
  take(connection: number, attempt: Attempt): void {
    this.#records.set(attemptKey(connection, attempt.number), attempt);
    const [oldest] = this.#records.keys();
    if (this.#records.size > MOST && oldest !== undefined) this.#records.delete(oldest);
  }

  /** All that are kept of a connection, oldest first. */
  of(connection: number): readonly Attempt[] {
    const begin = attemptKey(connection, 0).slice(0, -1);
    return [...this.#records].flatMap(([key, attempt]) => (key.startsWith(begin) ? [attempt] : []));
  }

  /** Undefined where it is not known, or was too long ago. */
  find(connection: number, number: number): Attempt | undefined {
    return this.#records.get(attemptKey(connection, number));
  }
}

/** One text for each attempt of each connection. */
export function attemptKey(connection: number, number: number): string {
  return `${connection} ${number}`;
}
