// How much of each shared allowance was used: by this worker, and by all the others as the primary tells it. Numbers only
// grow: what was used stays used, also when a worker is gone. Nothing is asked for per message: a worker reports what it
// took a few times a second, and charges what the others took when it hears of it.
import type { UsageReport } from "#gateway/contract.ts";

type Own = { used: number; endsAtMs: number };

/** What a worker has taken of shared allowances, by key. */
export class SharedUsage {
  readonly #own = new Map<string, Own>();
  readonly #others = new Map<string, number>();
  readonly #changed = new Set<string>();

  /** Notes what was taken; `endsAtMs` is the Unix time after which nobody asks for the key any more. */
  add(key: string, amount: number, endsAtMs: number): void {
    const own = this.#own.get(key);
    if (own === undefined) this.#own.set(key, { used: amount, endsAtMs });
    else {
      own.used += amount;
      own.endsAtMs = endsAtMs;
    }
    this.#changed.add(key);
  }

  ownUse(key: string): number {
    return this.#own.get(key)?.used ?? 0;
  }

  /** What the others have taken, as far as it is known. */
  othersUse(key: string): number {
    return this.#others.get(key) ?? 0;
  }

  /** Takes in what the primary tells. */
  setOthers(report: UsageReport): void {
    for (const { key, used } of report) this.#others.set(key, used);
  }

  /** Own numbers that have changed since the last call. */
  takeChanges(): UsageReport {
    const changes = [...this.#changed].flatMap((key) => {
      const own = this.#own.get(key);
      return own === undefined ? [] : [{ key, used: own.used, endsAtMs: own.endsAtMs }];
    });
    this.#changed.clear();
    return changes;
  }

  /** Forgets what nobody asks for any more. `unixMs` is the time now. */
  forgetEnded(unixMs: number): void {
    for (const [key, { endsAtMs }] of this.#own) {
      if (endsAtMs > unixMs) continue;
      this.#own.delete(key);
      this.#others.delete(key);
    }
  }
}
