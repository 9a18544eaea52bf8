// How this gateway sees its backends: the active checks and what its workers learn from clients' handshakes, put together.
import type { Db } from "#lib/db/db.ts";
import { type BackendHealthReport, forgetBackends, reportBackends } from "#lib/gateways/commands.ts";
import type { BackendName, BackendReport } from "../contract.ts";
import type { CheckedBackend } from "./health-checks.ts";

/** Rows in one write: SQLite's driver is synchronous, and the primary also hands out connections. */
const batchSize = 50;

type Seen = { readonly text: string; readonly report: BackendHealthReport };

/** The backends of one gateway, on their way to the database. */
export class BackendReports {
  readonly #gatewayId: string;
  readonly #now: () => Date;
  /** By backend, then by worker. */
  readonly #workers = new Map<string, Map<number, BackendReport>>();
  readonly #written = new Map<string, Seen>();

  constructor(gatewayId: string, now: () => Date) {
    this.#gatewayId = gatewayId;
    this.#now = now;
  }

  hear(worker: number, reports: readonly BackendReport[]): void {
    for (const report of reports) {
      const workers = this.#workers.get(keyOf(report)) ?? new Map<number, BackendReport>();
      workers.set(worker, report);
      this.#workers.set(keyOf(report), workers);
    }
  }

  forgetWorker(worker: number): void {
    for (const workers of this.#workers.values()) workers.delete(worker);
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

  /** Writes what has changed since the last time. */
  async flush(db: Db, checked: readonly CheckedBackend[]): Promise<void> {
    const changed = this.states(checked).flatMap((report) => {
      const text = JSON.stringify({
        ...report,
        dialMs: report.dialMs === null ? null : Math.round(report.dialMs),
      });
      return this.#written.get(keyOf(report))?.text === text ? [] : [{ text, report }];
    });
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
