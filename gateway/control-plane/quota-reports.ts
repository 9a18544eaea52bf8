// What passed under quotas, on its way to the database and back: so that it survives a restart, is shared with gateways on
// the same database, and can be shown. Without a database the gateway goes on with what it knows.
import type { Db } from "#lib/db/db.ts";
import { pruneUsedQuotas, saveUsedQuotas } from "#lib/plans/usage/commands.ts";
import { listUsedElsewhere } from "#lib/plans/usage/repository.ts";
import type { UsageTotals } from "./usage-totals.ts";

const QUOTAS = "quota ";
/** Rows of other gateways are read once more for so long after they were written: clocks differ. */
const OVERLAP_MS = 30_000;
const PRUNE_EVERY_MS = 3_600_000;

type QuotaReportsOptions = {
  readonly gatewayId: string;
  readonly totals: UsageTotals;
  readonly now: () => Date;
  /** Hears what others took of a quota. */
  readonly onUsed: (key: string, more: number, endsAtMs: number) => void;
  /** Hears that the totals have grown by what others took. */
  readonly onElsewhere: () => void;
};

export class QuotaReports {
  readonly #options: QuotaReportsOptions;
  /** What was written last, by key. */
  readonly #written = new Map<string, number>();
  /** What others took, by their row. */
  readonly #elsewhere = new Map<string, { readonly used: number; readonly endsAtMs: number }>();
  readonly #elsewhereOfKey = new Map<string, number>();
  #readUntilMs = 0;
  #prunedAtMs = 0;

  constructor(options: QuotaReportsOptions) {
    this.#options = options;
  }

  /** Writes what has changed of one's own, and takes in what others have written. */
  async sync(db: Db): Promise<void> {
    const now = this.#options.now();
    await this.#read(db, now);
    await this.#write(db, now);
    if (now.getTime() - this.#prunedAtMs < PRUNE_EVERY_MS) return;
    this.#prunedAtMs = now.getTime();
    this.#forgetEnded(now.getTime());
    await pruneUsedQuotas(db, now);
  }

  async #write(db: Db, now: Date): Promise<void> {
    const { gatewayId, totals } = this.#options;
    const changed = [...totals.totals(QUOTAS)].flatMap(({ key, used, endsAtMs }) => {
      const own = used - (this.#elsewhereOfKey.get(key) ?? 0);
      const subscriptionId = key.slice(QUOTAS.length).split(" ")[0] ?? "";
      return own > 0 && own !== this.#written.get(key) ? [{ key, subscriptionId, used: own, endsAtMs }] : [];
    });
    if (changed.length === 0) return;
    await saveUsedQuotas(db, gatewayId, changed, now);
    for (const { key, used } of changed) this.#written.set(key, used);
  }

  #forgetEnded(unixMs: number): void {
    const known = new Set([...this.#options.totals.totals(QUOTAS)].map(({ key }) => key));
    for (const numbers of [this.#written, this.#elsewhereOfKey]) {
      for (const key of numbers.keys()) if (!known.has(key)) numbers.delete(key);
    }
    for (const [name, { endsAtMs }] of this.#elsewhere) {
      if (endsAtMs <= unixMs) this.#elsewhere.delete(name);
    }
  }

  async #read(db: Db, now: Date): Promise<void> {
    const { gatewayId, totals } = this.#options;
    const since = new Date(Math.max(0, this.#readUntilMs - OVERLAP_MS));
    const rows = await listUsedElsewhere(db, { gatewayId, since, now });
    this.#readUntilMs = now.getTime();
    let hasGrown = false;
    for (const row of rows) {
      const name = `${row.gatewayId} ${row.key}`;
      const more = row.used - (this.#elsewhere.get(name)?.used ?? 0);
      if (more <= 0) continue;
      this.#elsewhere.set(name, row);
      this.#elsewhereOfKey.set(row.key, (this.#elsewhereOfKey.get(row.key) ?? 0) + more);
      totals.hearElsewhere(row.key, more, row.endsAtMs);
      this.#options.onUsed(row.key, more, row.endsAtMs);
      hasGrown = true;
    }
    if (hasGrown) this.#options.onElsewhere();
  }
}
