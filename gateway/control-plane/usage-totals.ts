// Adds up what workers take of shared allowances, and tells each what the others took. What a worker took stays taken when
// it is gone, so that a crash admits nobody twice.
import type { UsageReport } from "#gateway/contract.ts";

type Total = { used: number; endsAtMs: number };
type OfWorker = { readonly own: Map<string, number>; readonly untold: Set<string> };

export class UsageTotals {
  readonly #totals = new Map<string, Total>();
  readonly #workers = new Map<number, OfWorker>();

  /** Takes up a worker, which is then told what there is so far. */
  add(worker: number): void {
    this.#workers.set(worker, { own: new Map(), untold: new Set(this.#totals.keys()) });
  }

  /** Takes in what a worker has taken since its last report. */
  hear(worker: number, report: UsageReport): void {
    const known = this.#workers.get(worker);
    if (known === undefined) return;
    for (const { key, used, endsAtMs } of report) {
      known.own.set(key, (known.own.get(key) ?? 0) + used);
      this.#grow(key, used, endsAtMs, worker);
    }
  }

  /** Takes in what another gateway, or this one before its start, has taken. */
  hearElsewhere(key: string, more: number, endsAtMs: number): void {
    this.#grow(key, more, endsAtMs, null);
  }

  /** A worker is gone; what it took counts on. */
  remove(worker: number): void {
    this.#workers.delete(worker);
  }

  /** What a worker has to be told: sums of all the others that have changed since the last call for it. */
  takeChangesFor(worker: number): UsageReport {
    const known = this.#workers.get(worker);
    if (known === undefined) return [];
    const changes = [...known.untold].flatMap((key) => {
      const total = this.#totals.get(key);
      return total ? [{ key, used: total.used - (known.own.get(key) ?? 0), endsAtMs: total.endsAtMs }] : [];
    });
    known.untold.clear();
    return changes;
  }

  /** All that is counted of keys that begin so. */
  *totals(
    prefix: string,
  ): Iterable<{ readonly key: string; readonly used: number; readonly endsAtMs: number }> {
    for (const [key, total] of this.#totals) if (key.startsWith(prefix)) yield { key, ...total };
  }

  /** Forgets what nobody asks for any more. */
  forgetEnded(unixMs: number): void {
    for (const [key, { endsAtMs }] of this.#totals) {
      if (endsAtMs > unixMs) continue;
      this.#totals.delete(key);
      for (const { own, untold } of this.#workers.values()) {
        own.delete(key);
        untold.delete(key);
      }
    }
  }

  #grow(key: string, more: number, endsAtMs: number, by: number | null): void {
    const total = this.#totals.get(key);
    if (total === undefined) this.#totals.set(key, { used: more, endsAtMs });
    else {
      total.used += more;
      total.endsAtMs = Math.max(total.endsAtMs, endsAtMs);
    }
    if (more === 0) return;
    for (const [worker, { untold }] of this.#workers) if (worker !== by) untold.add(key);
  }
}
