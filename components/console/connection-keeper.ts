// Connections that are kept: tried again by themselves where they broke, later and later. Knows no socket and no React: a
// tab that is hidden draws nothing, and its connections come back all the same.
import type { Attempt } from "#lib/console/attempt.ts";
import { failuresAfter, isBroken, waitMs } from "#lib/console/backoff.ts";

type KeeperOptions = {
  /** Makes another attempt. What becomes of it is told by `began`, then `ended` or `failed`. */
  readonly retry: (id: number) => void;
  /** The time, on the clock of the attempts. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
};

type Wait = { readonly failures: number; readonly timer: ReturnType<typeof setTimeout> | undefined };

export class ConnectionKeeper {
  readonly #options: KeeperOptions;
  readonly #waits = new Map<number, Wait>();
  #retryAt: ReadonlyMap<number, number | null> = new Map();

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** When each kept connection is tried again; null where nothing is waited for. Another map with every change. */
  get retryAt(): ReadonlyMap<number, number | null> {
    return this.#retryAt;
  }

  isKept(id: number): boolean {
    return this.#waits.has(id);
  }

  /** Keeps a connection from now on; one that is broken already is tried again. */
  keep(id: number, attempt: Attempt): void {
    if (this.isKept(id)) return;
    this.#set(id, { failures: 0, timer: undefined }, null);
    this.ended(id, attempt);
  }

  letGo(id: number): void {
    clearTimeout(this.#waits.get(id)?.timer);
    this.#waits.delete(id);
    this.#retryAt = new Map([...this.#retryAt].filter(([other]) => other !== id));
  }

  /** Another attempt is on its way, by itself or by hand: what was waited for is done. */
  began(id: number): void {
    const wait = this.#waits.get(id);
    if (wait) this.#set(id, { ...wait, timer: undefined }, null);
  }

  /** An attempt is over. One that was ended, and did not break, stays ended. */
  ended(id: number, attempt: Attempt): void {
    const wait = this.#waits.get(id);
    if (wait && isBroken(attempt)) this.#wait(id, failuresAfter(wait.failures, attempt));
  }

  /** No attempt could be made: there was no key to make it with. */
  failed(id: number): void {
    const wait = this.#waits.get(id);
    if (wait) this.#wait(id, wait.failures + 1);
  }

  /** A wait that goes on is not over before so long from now; one that is not begun is none. */
  waitAtLeast(id: number, ms: number): void {
    const wait = this.#waits.get(id);
    const at = this.#retryAt.get(id) ?? null;
    const { retry, now } = this.#options;
    if (!wait || at === null || at >= now() + ms) return;
    this.#set(id, { ...wait, timer: setTimeout(() => retry(id), ms) }, now() + ms);
  }

  #wait(id: number, failures: number): void {
    const { retry, now, random } = this.#options;
    const ms = waitMs(failures, random());
    this.#set(id, { failures, timer: setTimeout(() => retry(id), ms) }, now() + ms);
  }

  #set(id: number, wait: Wait, retryAt: number | null): void {
    const before = this.#waits.get(id)?.timer;
    if (before !== wait.timer) clearTimeout(before);
    this.#waits.set(id, wait);
    this.#retryAt = new Map([...this.#retryAt, [id, retryAt]]);
  }
}
