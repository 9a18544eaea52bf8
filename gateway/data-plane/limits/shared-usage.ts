// How much of each quota was used: by this worker, and by all the others as the primary tells it. Nothing is
// asked for per message: a worker reports what it took a few times a second, and charges what the others took when it hears
// of it. Each number is forgotten by its own end, so that what is not used any more takes no memory.
import type { UsageReport } from "#gateway/contract.ts";

/** What was taken of one quota. Buckets keep it, for they ask with every message; of a forgotten one they ask anew. */
export class AllowanceUse {
  readonly key: string;
  /** By this worker. */
  own = 0;
  /** By the others, as far as it is known; null where nothing is known, or not any more. */
  others: number | null = null;
  isForgotten = false;
  #unreported = 0;
  #endsAtMs = 0;
  #othersEndAtMs = 0;
  readonly #changed: Set<AllowanceUse>;

  constructor(key: string, changed: Set<AllowanceUse>) {
    this.key = key;
    this.#changed = changed;
  }

  /** Notes what was taken; `endsAtMs` is the Unix time after which nobody asks for it any more. */
  add(amount: number, endsAtMs: number): void {
    if (this.#unreported === 0) this.#changed.add(this);
    this.#unreported += amount;
    this.own += amount;
    this.#endsAtMs = endsAtMs;
  }

  setOthers(used: number, endsAtMs: number): void {
    this.others = used;
    this.#othersEndAtMs = endsAtMs;
  }

  /** What was taken since the last call. */
  takeChange(): UsageReport[number] {
    const change = { key: this.key, used: this.#unreported, endsAtMs: this.#endsAtMs };
    this.#unreported = 0;
    return change;
  }

  /** Forgets what nobody asks for any more, and itself where that is all. */
  forgetEnded(unixMs: number): void {
    if (this.#endsAtMs <= unixMs) this.own = 0;
    if (this.#othersEndAtMs <= unixMs) this.others = null;
    this.isForgotten = Math.max(this.#endsAtMs, this.#othersEndAtMs) <= unixMs;
  }
}

/** What was taken of quotas, by key. */
export class SharedUsage {
  readonly #uses = new Map<string, AllowanceUse>();
  readonly #changed = new Set<AllowanceUse>();

  of(key: string): AllowanceUse {
    const known = this.#uses.get(key);
    if (known !== undefined) return known;
    const use = new AllowanceUse(key, this.#changed);
    this.#uses.set(key, use);
    return use;
  }

  /** Takes in what the primary tells: sums. */
  setOthers(report: UsageReport): void {
    for (const { key, used, endsAtMs } of report) this.of(key).setOthers(used, endsAtMs);
  }

  /** What was taken since the last call. */
  takeChanges(): UsageReport {
    const changes = [...this.#changed].map((use) => use.takeChange());
    this.#changed.clear();
    return changes;
  }

  /** Forgets what nobody asks for any more. `unixMs` is the time now. */
  forgetEnded(unixMs: number): void {
    for (const [key, use] of this.#uses) {
      use.forgetEnded(unixMs);
      if (use.isForgotten) this.#uses.delete(key);
    }
  }
}
