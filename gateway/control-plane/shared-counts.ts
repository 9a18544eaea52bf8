// Adds up the connections that workers count by API and by address, and tells each worker what the others have. It
// knows no process and no message: whoever holds it brings the reports and carries the answers.
import type { CountReport } from "#gateway/contract.ts";

type WorkerCounts = {
  readonly own: Map<string, number>;
  /** Keys of which this worker has not yet been told what the others have now. */
  readonly untold: Set<string>;
};

/** The counts of all workers, each known by a number of the caller's choice. */
export class SharedCounts {
  readonly #workers = new Map<number, WorkerCounts>();
  readonly #totals = new Map<string, number>();

  /** Takes up a worker, which is then told what there is so far. Reports of others are for nobody. */
  add(worker: number): void {
    this.#workers.set(worker, { own: new Map(), untold: new Set(this.#totals.keys()) });
  }

  /** Takes in what a worker has counted. */
  report(worker: number, report: CountReport): void {
    const counts = this.#workers.get(worker);
    if (counts === undefined) return;
    for (const [key, count] of report) this.#set(worker, counts, key, count);
  }

  /** Forgets a worker that is gone, and its connections with it. */
  remove(worker: number): void {
    const counts = this.#workers.get(worker);
    if (counts === undefined) return;
    for (const key of [...counts.own.keys()]) this.#set(worker, counts, key, 0);
    this.#workers.delete(worker);
  }

  /** What a worker has to be told: sums of all the others that have changed since the last call for it. */
  takeChangesFor(worker: number): CountReport {
    const counts = this.#workers.get(worker);
    if (counts === undefined) return [];
    const changes = [...counts.untold].map((key): CountReport[number] => [
      key,
      (this.#totals.get(key) ?? 0) - (counts.own.get(key) ?? 0),
    ]);
    counts.untold.clear();
    return changes;
  }

  #set(worker: number, counts: WorkerCounts, key: string, count: number): void {
    const change = count - (counts.own.get(key) ?? 0);
    if (change === 0) return;
    if (count === 0) counts.own.delete(key);
    else counts.own.set(key, count);
    const total = (this.#totals.get(key) ?? 0) + change;
    if (total === 0) this.#totals.delete(key);
    else this.#totals.set(key, total);
    for (const [other, { untold }] of this.#workers) if (other !== worker) untold.add(key);
  }
}
