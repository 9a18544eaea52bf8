// How many credentials that nobody knows came from each client network within a minute: this worker's own count and the
// sum of the other workers'. Who has had too many is judged no more until the minute is over, right or wrong: a guess
// that hits must look like one that misses.
import type { CountReport } from "#gateway/contract.ts";
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { networkOf } from "#lib/network/client-network.ts";

/** Windows are those of the Unix clock, so that all workers begin anew at once. */
const WINDOW_MS = 60_000;
/** Counted at most by a worker; beyond that the network that came first begins anew. A few megabytes. */
const MOST_NETWORKS = 10_000;
const PREFIX = "failed:";

/** The failures that a worker knows of. */
export class FailedCredentials {
  readonly #mostPerMinute: number;
  readonly #now: () => number;
  readonly #own = new Map<string, number>();
  readonly #others = new Map<string, number>();
  readonly #changed = new Map<string, number>();
  #window = 0;

  /** `mostPerMinute` failures of a network are borne, any number where it is 0; `now` tells Unix time. */
  constructor(mostPerMinute: number, now: () => number) {
    this.#mostPerMinute = mostPerMinute;
    this.#now = now;
  }

  /** Milliseconds until a credential from an address is judged again; 0 where it is now. */
  waitMs(address: string): number {
    if (this.#mostPerMinute === 0) return 0;
    this.#moveOn();
    if (this.#own.size === 0 && this.#others.size === 0) return 0;
    const key = this.#keyOf(address);
    const failures = (this.#own.get(key) ?? 0) + (this.#others.get(key) ?? 0);
    return failures < this.#mostPerMinute ? 0 : (this.#window + 1) * WINDOW_MS - this.#now();
  }

  /** One more failure from an address. */
  add(address: string): void {
    if (this.#mostPerMinute === 0) return;
    this.#moveOn();
    const key = this.#keyOf(address);
    if (!this.#own.has(key)) this.#makeRoom();
    this.#set(key, (this.#own.get(key) ?? 0) + 1);
  }

  /** Sums of the other workers; what is not named has not changed. Keys of anything else, or of another minute, are ignored. */
  setOthers(report: CountReport): void {
    this.#moveOn();
    const prefix = this.#keyOf("");
    for (const [key, count] of report) {
      if (!key.startsWith(prefix)) continue;
      if (count === 0) this.#others.delete(key);
      else this.#others.set(key, count);
    }
  }

  /** Own counts that have changed since the last call; those of a minute that is over are 0. */
  takeChanges(): CountReport {
    this.#moveOn();
    const changes = [...this.#changed];
    this.#changed.clear();
    return changes;
  }

  #moveOn(): void {
    const window = Math.floor(this.#now() / WINDOW_MS);
    if (window === this.#window) return;
    this.#window = window;
    this.#others.clear();
    for (const key of this.#own.keys()) this.#set(key, 0);
  }

  #makeRoom(): void {
    if (this.#own.size < MOST_NETWORKS) return;
    const [oldest] = this.#own.keys();
    if (oldest !== undefined) this.#set(oldest, 0);
  }

  #set(key: string, count: number): void {
    if (count === 0) this.#own.delete(key);
    else this.#own.set(key, count);
    this.#changed.set(key, count);
  }

  #keyOf(address: string): string {
    return `${PREFIX}${this.#window}:${networkOf(address)}`;
  }
}

/** No credential of this network is judged for so many milliseconds (RFC 6585 section 4). */
export function tooManyFailedCredentials(waitMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const detail = `Too many unknown credentials came from your network within a minute, so that none is judged for ${seconds} s. Check which client sends a wrong one, then try again.`;
  return new Refusal("too_many_failed_credentials", detail, { headers: { "Retry-After": String(seconds) } });
}
