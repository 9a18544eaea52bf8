// Active health checks: the primary makes a real WebSocket handshake with every backend of every deployed pool, again and
// again, and tells the workers what became of it. A verdict never stops a backend that stands alone in its pool, which is
// why such a backend is checked on demand only.
import { createHash } from "node:crypto";
import type { JudgeEgress } from "#lib/egress/egress-policy.ts";
import type { EndpointPool } from "#lib/routes/endpoint-pool.ts";
import type { RouteRecord } from "#lib/routes/route-record.ts";
import type { BackendName, BackendVerdict } from "../contract.ts";
import { type CheckedBackend, CheckTarget, nameKey } from "./check-target.ts";
import { type CheckOptions, checkBackend } from "./health-check.ts";

export type { CheckedBackend };

/** Checks under way at a time: with more to do than the budget allows the intervals stretch, for all alike. */
const MOST_AT_A_TIME = 50;
/** An API whose backends are slow to fail may have a third of the free ones, so that there are some for others. */
const SHARE_OF_FREE = 1 / 3;
/** Checks begun in a second are at most 100, one by one. */
const START_EVERY_MS = 10;
/** Share of the interval by which the pace of a backend varies, so that checks do not fall into step. */
const JITTER = 0.1;
/** New backends are first checked within so many milliseconds for each of them, and within their interval. */
const FIRST_CHECK_SPREAD_MS = 20;

export type HealthCheckOptions = {
  /** Unix time in milliseconds. */
  readonly now: () => number;
  /** A number from 0 to 1, to spread the checks. */
  readonly random: () => number;
  /** Where backends may stand. */
  readonly judgeEgress: JudgeEgress;
  /** Hears of every backend whose verdict has changed. */
  readonly onVerdicts: (verdicts: readonly BackendVerdict[]) => void;
};

/** A backend to check, under the name it has in one pool. */
type Entry = { readonly key: string; readonly name: BackendName; readonly options: CheckOptions };
type FollowedRoute = { readonly record: RouteRecord; readonly entries: readonly Entry[] };
type Verdicts = Map<string, BackendVerdict>;

/** The checks of one gateway. */
export class HealthChecks {
  readonly #options: HealthCheckOptions;
  readonly #routes = new Map<string, FollowedRoute>();
  readonly #targets = new Map<string, CheckTarget>();
  /** Those whose time has come. First come, first served: many slow ones cannot keep the others from their turn. */
  readonly #due = new Set<CheckTarget>();
  readonly #runningOf = new Map<string, number>();
  #running = 0;
  #pause: NodeJS.Timeout | null = null;

  constructor(options: HealthCheckOptions) {
    this.#options = options;
  }

  /**
   * Takes over the routes as they are now; what is known of a backend that is checked in the same way stays. A verdict
   * against a backend that is checked no more, or differently, is taken back. An API whose record is the same object as
   * before costs next to nothing.
   */
  follow(routes: Iterable<RouteRecord>): void {
    const verdicts: Verdicts = new Map();
    const records = new Map<string, RouteRecord>();
    for (const record of routes) records.set(record.apiId, record);
    for (const [apiId, { record }] of this.#routes) {
      if (records.get(apiId) !== record) this.#removeRoute(apiId, verdicts);
    }
    const added: CheckTarget[] = [];
    for (const [apiId, record] of records) {
      if (!this.#routes.has(apiId)) this.#addRoute(record, verdicts, added);
    }
    this.#dropNameless();
    for (const target of added)
      this.#wait(target, this.#options.random() * firstSpreadMs(target, added.length));
    this.#tell([...verdicts.values()]);
  }

  /** What is known of every backend that is checked. */
  reports(): CheckedBackend[] {
    return [...this.#targets.values()].flatMap((target) => target.reports());
  }

  /** The verdicts a new worker has to know, after its routes. */
  verdicts(): BackendVerdict[] {
    return [...this.#targets.values()].flatMap((target) => (target.isUnhealthy ? target.verdicts() : []));
  }

  /** Ends all checks at once; nothing is told after it. */
  stop(): void {
    this.#due.clear();
    if (this.#pause !== null) clearTimeout(this.#pause);
    for (const target of this.#targets.values()) target.cancel();
    this.#targets.clear();
    this.#routes.clear();
  }

  #addRoute(record: RouteRecord, verdicts: Verdicts, added: CheckTarget[]): void {
    const entries = entriesOf(record);
    this.#routes.set(record.apiId, { record, entries });
    for (const { key, name, options } of entries) {
      let target = this.#targets.get(key);
      if (target === undefined) {
        target = new CheckTarget(options, this.#options.now());
        this.#targets.set(key, target);
        added.push(target);
      }
      target.names.set(nameKey(name), name);
      if (!target.isUnhealthy) continue;
      // A name that keeps its target through a redeploy was taken back a moment ago.
      if (!verdicts.delete(nameKey(name))) verdicts.set(nameKey(name), { ...name, isHealthy: false });
    }
  }

  #removeRoute(apiId: string, verdicts: Verdicts): void {
    for (const { key, name } of this.#routes.get(apiId)?.entries ?? []) {
      const target = this.#targets.get(key);
      target?.names.delete(nameKey(name));
      if (target?.isUnhealthy) verdicts.set(nameKey(name), { ...name, isHealthy: true });
    }
    this.#routes.delete(apiId);
  }

  #dropNameless(): void {
    for (const [key, target] of this.#targets) {
      if (target.names.size > 0) continue;
      this.#targets.delete(key);
      this.#due.delete(target);
      target.cancel();
    }
  }

  #wait(target: CheckTarget, delayMs: number): void {
    const timer = setTimeout(() => {
      this.#due.add(target);
      this.#startDue();
    }, delayMs);
    target.cancel = () => clearTimeout(timer);
  }

  /** Starts the first that may, and after a pause the next. */
  #startDue(): void {
    if (this.#pause !== null || this.#running >= MOST_AT_A_TIME) return;
    const next = this.#due.values().find((target) => this.#hasRoomFor(target));
    if (next === undefined) return;
    this.#due.delete(next);
    this.#pause = setTimeout(() => {
      this.#pause = null;
      this.#startDue();
    }, START_EVERY_MS);
    this.#start(next);
  }

  #hasRoomFor(target: CheckTarget): boolean {
    const running = this.#runningOf.get(target.payer) ?? 0;
    return running === 0 || running < (MOST_AT_A_TIME - this.#running) * SHARE_OF_FREE;
  }

  /** The next check of a backend is planned when this one is over: they never overlap. */
  #start(target: CheckTarget): void {
    const leave = this.#enter(target.payer);
    const giveUp = checkBackend({ ...target.options, judgeEgress: this.#options.judgeEgress }, (result) => {
      leave();
      const { intervalMs } = target.options.health;
      this.#wait(target, intervalMs * (1 + JITTER * (2 * this.#options.random() - 1)));
      if (target.learn(result, this.#options.now())) this.#tell(target.verdicts());
      this.#startDue();
    });
    target.cancel = () => {
      giveUp();
      leave();
      this.#startDue();
    };
  }

  /** Counts a check that runs, on the account of an API, until the returned function is called. */
  #enter(apiId: string): () => void {
    this.#running += 1;
    this.#runningOf.set(apiId, (this.#runningOf.get(apiId) ?? 0) + 1);
    return () => {
      this.#running -= 1;
      const left = (this.#runningOf.get(apiId) ?? 0) - 1;
      if (left > 0) this.#runningOf.set(apiId, left);
      else this.#runningOf.delete(apiId);
    };
  }

  #tell(verdicts: readonly BackendVerdict[]): void {
    if (verdicts.length > 0) this.#options.onVerdicts(verdicts);
  }
}

function firstSpreadMs(target: CheckTarget, addedCount: number): number {
  return Math.min(target.options.health.intervalMs, addedCount * FIRST_CHECK_SPREAD_MS);
}

/** The backends of an API that are to be checked. */
function entriesOf({ apiId, endpoints }: RouteRecord): Entry[] {
  return (["production", "sandbox"] as const).flatMap((environment) => {
    const pool = endpoints[environment];
    if (pool === null || !isChecked(pool)) return [];
    const { health, headers, tls } = pool;
    return pool.backends.map(({ url }) => ({
      key: keyOf(url, pool),
      name: { apiId, environment, url },
      options: { url, health, headers, tls },
    }));
  });
}

function isChecked({ backends, health }: EndpointPool): boolean {
  return health.intervalMs > 0 && (backends.length > 1 || health.checksAlone);
}

/** The same for backends that are checked in the same way. Hashed, since keys and header values are long and secret. */
function keyOf(url: string, { health, headers, tls }: EndpointPool): string {
  return createHash("sha256")
    .update(JSON.stringify([url, health, headers, tls]))
    .digest("base64");
}
