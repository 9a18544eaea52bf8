// How this gateway sees its backends: the active checks and what its workers learn from clients' handshakes, put together.
import type { Db } from "#lib/db/db.ts";
import {
  type BackendHealthReport,
  forgetBackends,
  pruneBackends,
  removeBackends,
  reportBackends,
} from "#lib/gateways/commands.ts";
import type { BackendName, BackendReport } from "../contract.ts";
import type { CheckedBackend } from "./health-checks.ts";

/** Rows in one write: SQLite's driver is synchronous, and the primary also hands out connections. */
const batchSize = 50;
/** What is unchanged is written again after so long, well before others take it for that of a gateway that is gone. */
const rewriteAfterMs = 20 * 60_000;
const pruneEveryMs = 60_000;
/** Unchanged rows in one go. */
const mostRewritten = 200;

type Seen = { readonly text: string; readonly report: BackendHealthReport; readonly atMs: number };

/** The backends of one gateway, on their way to the database. */
export class BackendReports {
  readonly #gatewayId: string;
  readonly #now: () => Date;
  readonly #isDeployed: (backend: BackendName) => boolean;
  /** By backend, then by worker. */
  readonly #workers = new Map<string, Map<number, BackendReport>>();
  readonly #written = new Map<string, Seen>();
  #prunedAtMs = 0;

  constructor(gatewayId: string, now: () => Date, isDeployed: (backend: BackendName) => boolean) {
    this.#gatewayId = gatewayId;
    this.#now = now;
    this.#isDeployed = isDeployed;
  }

  hear(worker: number, reports: readonly BackendReport[]): void {
    for (const report of reports) {
      const workers = this.#workers.get(keyOf(report)) ?? new Map<number, BackendReport>();
      workers.set(worker, report);
      this.#workers.set(keyOf(report), workers);
      this.#forgetIfGone(keyOf(report), workers);
    }
  }

  forgetWorker(worker: number): void {
    for (const [key, workers] of this.#workers) {
      workers.delete(worker);
      this.#forgetIfGone(key, workers);
    }
  }

  /** Forgets what has been removed; to be called after each change of what is deployed. */
  forgetGone(): void {
    for (const [key, workers] of this.#workers) this.#forgetIfGone(key, workers);
  }

  /** What is known of every backend, by active checks or by clients. */
  states(checked: readonly CheckedBackend[]): BackendHealthReport[] {
    const byKey = new Map(checked.map((backend) => [keyOf(backend), backend]));
    const names = new Map<string, BackendName>(checked.map((backend) => [keyOf(backend), backend]));
    for (const [key, workers] of this.#workers) {
      const [first] = workers.values();
      if (first !== undefined) names.set(key, first);
    }
    return [...names].map(([key, name]) =>
      this.#stateOf(key, name, byKey.get(key), [...(this.#workers.get(key)?.values() ?? [])]),
    );
  }

  /**
   * Writes what has changed since the last time, and takes back the rows of what is not known any more: now and then
   * those of gateways that ended without a word too.
   */
  async flush(db: Db, checked: readonly CheckedBackend[]): Promise<void> {
    const states = this.states(checked);
    await this.#removeOthers(db, states);
    await this.#pruneWhenDue(db);
    const changed = this.#unwritten(states);
    for (let start = 0; start < changed.length; start += batchSize) {
      const batch = changed.slice(start, start + batchSize);
      await reportBackends(
        db,
        this.#gatewayId,
        batch.map(({ report }) => report),
        this.#now(),
      );
      for (const seen of batch) this.#written.set(keyOf(seen.report), seen);
    }
  }

  /** Takes everything back. */
  async stop(db: Db): Promise<void> {
    await forgetBackends(db, this.#gatewayId);
  }

  /** One that is deployed nowhere counts until nobody is connected to it. */
  #forgetIfGone(key: string, workers: ReadonlyMap<number, BackendReport>): void {
    const [first] = workers.values();
    const isNeeded =
      first !== undefined &&
      (this.#isDeployed(first) || workers.values().some(({ connections }) => connections > 0));
    if (!isNeeded) this.#workers.delete(key);
  }

  #unwritten(states: readonly BackendHealthReport[]): Seen[] {
    const atMs = this.#now().getTime();
    let rewritten = 0;
    return states.flatMap((report) => {
      const dialMs = report.dialMs === null ? null : Math.round(report.dialMs);
      const text = JSON.stringify({ ...report, dialMs });
      const former = this.#written.get(keyOf(report));
      if (former?.text === text) {
        if (Math.abs(atMs - former.atMs) < rewriteAfterMs || rewritten === mostRewritten) return [];
        rewritten += 1;
      }
      return [{ text, report, atMs }];
    });
  }

  async #pruneWhenDue(db: Db): Promise<void> {
    const now = this.#now();
    if (Math.abs(now.getTime() - this.#prunedAtMs) < pruneEveryMs) return;
    await pruneBackends(db, now);
    this.#prunedAtMs = now.getTime();
  }

  async #removeOthers(db: Db, states: readonly BackendHealthReport[]): Promise<void> {
    const known = new Set(states.map(keyOf));
    const gone = [...this.#written.values()].flatMap(({ report }) =>
      known.has(keyOf(report)) ? [] : [report],
    );
    for (let start = 0; start < gone.length; start += batchSize) {
      const batch = gone.slice(start, start + batchSize);
      await removeBackends(db, this.#gatewayId, batch);
      for (const report of batch) this.#written.delete(keyOf(report));
    }
  }

  #stateOf(
    key: string,
    { apiId, environment, url }: BackendName,
    checked: CheckedBackend | undefined,
    workers: readonly BackendReport[],
  ): BackendHealthReport {
    const nowMs = this.#now().getTime();
    const isEjected = workers.some(({ ejectedUntilMs }) => ejectedUntilMs > nowMs);
    const failing = workers.find(({ problem }) => problem !== "")?.problem ?? "";
    const state = stateFrom(checked?.isHealthy ?? null, isEjected, workers);
    const former = this.#written.get(key)?.report;
    const sinceMs = checked !== undefined && !isEjected ? checked.sinceMs : nowMs;
    return {
      apiId,
      environment,
      url,
      state,
      since: former?.state === state ? former.since : new Date(sinceMs),
      problem: state === "healthy" ? "" : checked?.problem || failing,
      connections: workers.reduce((sum, { connections }) => sum + connections, 0),
      dialMs: checked?.dialMs ?? workers.find(({ dialMs }) => dialMs !== null)?.dialMs ?? null,
    };
  }
}

/** The checks' word, unless clients fare worse; without checks, what clients have met. */
function stateFrom(
  isHealthy: boolean | null,
  isEjected: boolean,
  workers: readonly BackendReport[],
): BackendHealthReport["state"] {
  if (isHealthy === false) return "unhealthy";
  if (isEjected) return "ejected";
  if (isHealthy) return "healthy";
  return workers.some(({ dialMs, problem }) => dialMs !== null && problem === "") ? "healthy" : "unknown";
}

function keyOf({
  apiId,
  environment,
  url,
}: {
  readonly apiId: string;
  readonly environment: string;
  readonly url: string;
}): string {
  return `${apiId} ${environment} ${url}`;
}
