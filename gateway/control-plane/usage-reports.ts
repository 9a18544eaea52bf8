// Adds up what workers tell of traffic: into buckets of time for the portal's charts, and into totals for /metrics.
import type { Db } from "#lib/db/db.ts";
import { bucketLengths, pruneUsage, saveUsage } from "#lib/gateways/usage/commands.ts";
import { continueUsage, emptyUsage, type UsageSample } from "#lib/gateways/usage/usage.ts";

/** Rows in one write: SQLite's driver is synchronous, and the primary also hands out connections. */
const batchSize = 100;
/** Topics with totals of their own; the traffic of others is summed under empty names. */
const mostTotals = 500;
/** Buckets that wait for a database that is away. */
const mostWaiting = 60;
/** The longest buckets are also written while they fill, so that a crash loses little. */
const rewriteEveryMs = 60_000;

type Samples = Map<string, UsageSample>;
type Bucket = { readonly startedMs: number; readonly seconds: number; readonly samples: Samples };

/** The traffic of one gateway. */
export class UsageReports {
  readonly #gatewayId: string;
  readonly #now: () => Date;
  readonly #isDeployed: (apiId: string, topic: string) => boolean;
  readonly #totals: Samples = new Map();
  /** Numbers of open connections by worker, which the next report of that worker replaces. */
  readonly #open = new Map<number, Samples>();
  #filling: Bucket[] = [];
  #waiting: Bucket[] = [];
  #rewrittenAtMs = 0;

  constructor(gatewayId: string, now: () => Date, isDeployed: (apiId: string, topic: string) => boolean) {
    this.#gatewayId = gatewayId;
    this.#now = now;
    this.#isDeployed = isDeployed;
  }

  /** Since the start; open connections as last told. */
  get totals(): Iterable<UsageSample> {
    return this.#totals.values();
  }

  hear(worker: number, samples: readonly UsageSample[]): void {
    const nowMs = this.#now().getTime();
    this.#closeBuckets(nowMs);
    const known = this.#open.get(worker) ?? new Map<string, UsageSample>();
    this.#open.set(worker, known);
    for (const sample of samples) {
      if (sample.openConnections === 0) known.delete(keyOf(sample));
      else known.set(keyOf(sample), sample);
      const openConnections = this.#openOn(keyOf(sample));
      const told = { ...sample, openConnections };
      for (const bucket of this.#filling) put(bucket.samples, keyOf(sample), told);
      if (this.#totals.has(keyOf(sample)) || this.#hasRoomFor(sample)) put(this.#totals, keyOf(sample), told);
      else this.#putWithOthers(sample);
    }
    this.forgetGone();
  }

  /**
   * Puts what has been removed and has no connection left with the others: sums over all topics never go back. To be
   * called after each change of what is deployed.
   */
  forgetGone(): void {
    for (const [key, sample] of this.#totals) {
      const { apiId, topic, openConnections } = sample;
      if (apiId === "" || openConnections > 0 || this.#isDeployed(apiId, topic)) continue;
      this.#totals.delete(key);
      this.#putWithOthers(sample);
    }
  }

  /** What it had open is open no more. */
  forgetWorker(worker: number): void {
    const known = this.#open.get(worker);
    this.#open.delete(worker);
    for (const key of known?.keys() ?? []) {
      const openConnections = this.#openOn(key);
      for (const samples of [this.#totals, ...this.#filling.map((bucket) => bucket.samples)]) {
        const sample = samples.get(key);
        if (sample !== undefined) samples.set(key, { ...sample, openConnections });
      }
    }
    this.forgetGone();
  }

  /** Writes the buckets that are full, and now and then the longest one as it is. */
  async flush(db: Db): Promise<void> {
    const nowMs = this.#now().getTime();
    this.#closeBuckets(nowMs);
    const isDue = Math.abs(nowMs - this.#rewrittenAtMs) >= rewriteEveryMs;
    const longest = this.#filling.filter(({ seconds }) => seconds === 3_600);
    while (this.#waiting.length > 0) {
      const bucket = this.#waiting.shift();
      try {
        if (bucket !== undefined) await this.#save(db, bucket);
      } catch (error) {
        // Behind the others, so that one which cannot be written keeps none of them waiting.
        if (bucket !== undefined) this.#waiting.push(bucket);
        throw error;
      }
    }
    if (!isDue) return;
    this.#rewrittenAtMs = nowMs;
    for (const bucket of longest) await this.#save(db, bucket);
    await pruneUsage(db, this.#now());
  }

  /** Writes everything, also what is not full. */
  async stop(db: Db): Promise<void> {
    this.#waiting.push(...this.#filling);
    this.#filling = [];
    await this.flush(db);
  }

  async #save(db: Db, { seconds, startedMs, samples }: Bucket): Promise<void> {
    const all = [...samples.values()];
    const bucket = { gatewayId: this.#gatewayId, startedAt: new Date(startedMs), seconds };
    for (let start = 0; start < all.length; start += batchSize) {
      await saveUsage(db, bucket, all.slice(start, start + batchSize));
    }
  }

  /** Buckets whose time is over wait to be written; new ones begin. A clock that jumps begins new ones too. */
  #closeBuckets(nowMs: number): void {
    const current = this.#filling.filter(({ startedMs, seconds }) => startedMs === startOf(nowMs, seconds));
    const over = this.#filling.filter((bucket) => !current.includes(bucket) && bucket.samples.size > 0);
    this.#waiting = [...this.#waiting, ...over].slice(-mostWaiting);
    this.#filling = bucketLengths.map(
      ({ seconds }) =>
        current.find((bucket) => bucket.seconds === seconds) ?? {
          seconds,
          startedMs: startOf(nowMs, seconds),
          samples: new Map(),
        },
    );
  }

  #hasRoomFor({ apiId, topic, openConnections }: UsageSample): boolean {
    if (this.#totals.size >= mostTotals) return false;
    return openConnections > 0 || this.#isDeployed(apiId, topic);
  }

  #putWithOthers(sample: UsageSample): void {
    const rest = { ...sample, apiId: "", topic: "", openConnections: 0 };
    put(this.#totals, keyOf(rest), rest);
  }

  #openOn(key: string): number {
    let open = 0;
    for (const samples of this.#open.values()) open += samples.get(key)?.openConnections ?? 0;
    return open;
  }
}

function put(samples: Samples, key: string, sample: UsageSample): void {
  samples.set(key, continueUsage(samples.get(key) ?? emptyUsage(sample.apiId, sample.topic), sample));
}

function keyOf({ apiId, topic }: UsageSample): string {
  return `${apiId} ${topic}`;
}

function startOf(nowMs: number, seconds: number): number {
  return nowMs - (nowMs % (seconds * 1_000));
}
