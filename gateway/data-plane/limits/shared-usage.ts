// How much of each shared allowance was used: by this worker, and by all the others as the primary tells it. Nothing is
// asked for per message: a worker reports what it took a few times a second, and charges what the others took when it hears
// of it. Each number is forgotten by its own end, so that what is not used any more takes no memory.
import type { UsageReport } from "#gateway/contract.ts";

type Used = { used: number; endsAtMs: number };

/** What was taken of shared allowances, by key. */
export class SharedUsage {
  readonly #own = new Map<string, Used>();
  readonly #others = new Map<string, Used>();
  readonly #unreported = new Map<string, Used>();

  /** Notes what was taken; `endsAtMs` is the Unix time after which nobody asks for the key any more. */
  add(key: string, amount: number, endsAtMs: number): void {
    grow(this.#own, key, amount, endsAtMs);
    grow(this.#unreported, key, amount, endsAtMs);
  }

  ownUse(key: string): number {
    return this.#own.get(key)?.used ?? 0;
  }

  /** What the others have taken, as far as it is known; null where nothing is known, or not any more. */
  othersUse(key: string): number | null {
    return this.#others.get(key)?.used ?? null;
  }

  /** Takes in what the primary tells: sums. */
  setOthers(report: UsageReport): void {
    for (const { key, used, endsAtMs } of report) this.#others.set(key, { used, endsAtMs });
  }

  /** What was taken since the last call. */
  takeChanges(): UsageReport {
    const changes = [...this.#unreported].map(([key, taken]) => ({ key, ...taken }));
    this.#unreported.clear();
    return changes;
  }

  /** Forgets what nobody asks for any more. `unixMs` is the time now. */
  forgetEnded(unixMs: number): void {
    for (const numbers of [this.#own, this.#others]) {
      for (const [key, { endsAtMs }] of numbers) if (endsAtMs <= unixMs) numbers.delete(key);
    }
  }
}

function grow(numbers: Map<string, Used>, key: string, amount: number, endsAtMs: number): void {
  const known = numbers.get(key);
  if (known === undefined) numbers.set(key, { used: amount, endsAtMs });
  else {
    known.used += amount;
    known.endsAtMs = endsAtMs;
  }
}
