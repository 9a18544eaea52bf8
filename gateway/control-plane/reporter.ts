// Hears the workers, and takes what they tell to where it belongs: to the database at its own pace, to the other workers
// at once. What cannot be written while the database is away is tried again.
import type { Logger } from "pino";
import type { Db } from "#lib/db/db.ts";
import type { BackendHealthReport } from "#lib/gateways/commands.ts";
import type { UsageSample } from "#lib/gateways/usage/usage.ts";
import type { ToWorker } from "../contract.ts";
import { BackendReports } from "./backend-reports.ts";
import type { BudgetSharing } from "./budgets/budget-sharing.ts";
import { ConnectionReports } from "./connection-reports.ts";
import type { Database } from "./database.ts";
import type { EndpointTests } from "./endpoint-tests.ts";
import type { HealthChecks } from "./health-checks.ts";
import { IssuerReports } from "./issuer-reports.ts";
import { KeyUseReports } from "./key-use-reports.ts";
import { QuotaReports } from "./quota-reports.ts";
import { RefusalReports } from "./refusal-reports.ts";
import { ReportQueue } from "./report-queue.ts";
import { isBackendDeployed, isTopicDeployed, type RoutingState } from "./routing-state.ts";
import { SharedCounts } from "./shared-counts.ts";
import { TicketRedemption } from "./ticket-redemption.ts";
import { UsageReports } from "./usage-reports.ts";
import { UsageTotals } from "./usage-totals.ts";
import type { PoolListener, WorkerReport } from "./worker-pool.ts";

const requestsEveryMs = 500;
/** A person waits for it. */
const testsEveryMs = 200;
const writeEveryMs = 1_000;
const pruneEveryMs = 60_000;

export type ReporterOptions = {
  readonly database: Database;
  readonly isDatabaseUp: () => boolean;
  readonly gatewayId: string;
  readonly log: Logger;
  readonly now: () => Date;
  readonly checks: HealthChecks;
  /** What is deployed now. */
  readonly routing: () => RoutingState;
  readonly tests: EndpointTests;
  readonly budgets: BudgetSharing;
  readonly tell: (message: ToWorker) => void;
  readonly tellOne: (worker: number, message: ToWorker) => void;
};

/** The ear of the primary. */
export class Reporter implements PoolListener {
  readonly #options: ReporterOptions;
  readonly #counts = new SharedCounts();
  readonly #allowances = new UsageTotals();
  readonly #quotas: QuotaReports;
  readonly #workers = new Set<number>();
  readonly #connections: ConnectionReports;
  readonly #refusals: RefusalReports;
  readonly #usage: UsageReports;
  readonly #keyUses = new KeyUseReports();
  readonly #issuers = new IssuerReports();
  readonly #backends: BackendReports;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #queue: ReportQueue;
  readonly #tickets: TicketRedemption;
  #takesTests = true;

  constructor(options: ReporterOptions) {
    this.#options = options;
    const { gatewayId, now, tell, tests, routing, budgets } = options;
    this.#connections = new ConnectionReports({ gatewayId, now, tell });
    this.#refusals = new RefusalReports(gatewayId, now);
    this.#quotas = new QuotaReports({
      gatewayId,
      totals: this.#allowances,
      now,
      onUsed: (key, more, endsAtMs) => budgets.charge(key, more, endsAtMs),
      onElsewhere: () => this.#tellAllowances(),
    });
    this.#usage = new UsageReports(gatewayId, now, (apiId, topic) =>
      isTopicDeployed(routing(), apiId, topic),
    );
    this.#backends = new BackendReports(gatewayId, now, (backend) => isBackendDeployed(routing(), backend));
    this.#queue = new ReportQueue(options);
    this.#tickets = new TicketRedemption(options);
    this.#timers = [
      setInterval(() => this.#queue.add("requests", (db) => this.#followRequests(db)), requestsEveryMs),
      setInterval(() => this.#followTests(), testsEveryMs),
      setInterval(() => this.#write(), writeEveryMs),
      setInterval(() => this.#queue.add("pruning", (db) => this.#connections.prune(db)), pruneEveryMs),
      setInterval(
        () => this.#queue.add("pruning of refusals", (db) => this.#refusals.prune(db)),
        pruneEveryMs,
      ),
      setInterval(() => this.#queue.add("pruning of tests", (db) => tests.prune(db)), pruneEveryMs),
      setInterval(() => this.#queue.add("pruning of tickets", (db) => this.#tickets.prune(db)), pruneEveryMs),
    ];
  }

  /** Records of ended connections and refused handshakes that were left out. */
  get leftOut(): number {
    return this.#connections.leftOut + this.#refusals.leftOut;
  }

  get usage(): Iterable<UsageSample> {
    return this.#usage.totals;
  }

  get backends(): readonly BackendHealthReport[] {
    return this.#backends.states(this.#options.checks.reports());
  }

  greet(worker: number): readonly ToWorker[] {
    this.#workers.add(worker);
    this.#counts.add(worker);
    this.#allowances.add(worker);
    const taken = this.#allowances.takeChangesFor(worker);
    const others = this.#counts.takeChangesFor(worker);
    const verdicts = this.#options.checks.verdicts();
    return [
      ...(others.length > 0 ? [{ type: "counts", others } as const] : []),
      ...(taken.length > 0 ? [{ type: "allowances", others: taken } as const] : []),
      ...(verdicts.length > 0 ? [{ type: "health", verdicts } as const] : []),
      ...this.#connections.greeting(),
    ];
  }

  hear(worker: number, report: WorkerReport): void {
    switch (report.type) {
      case "counts":
        this.#counts.report(worker, report.changed);
        this.#tellCounts();
        break;
      case "backends":
        this.#backends.hear(worker, report.backends);
        break;
      case "live":
        this.#connections.hearLive(worker, report.reports);
        break;
      case "closed":
        this.#connections.hearClosed(report.connections, report.leftOut);
        break;
      case "refused":
        this.#refusals.hear(report.refusals, report.leftOut);
        break;
      case "usage":
        this.#usage.hear(worker, report.samples);
        break;
      case "allowances":
        this.#allowances.hear(worker, report.changed);
        this.#tellAllowances();
        break;
      case "leases":
        this.#options.budgets.hear(worker, report.calls);
        break;
      case "keyUses":
        this.#keyUses.hear(report.uses);
        break;
      case "issuerKeys":
        this.#issuers.hear(report.issuerIds);
        break;
      case "redeem":
        this.#redeem(worker, report);
        break;
    }
  }

  leave(worker: number): void {
    this.#workers.delete(worker);
    this.#counts.remove(worker);
    this.#allowances.remove(worker);
    this.#options.budgets.remove(worker);
    this.#connections.forgetWorker(worker);
    this.#usage.forgetWorker(worker);
    this.#backends.forgetWorker(worker);
    this.#tellCounts();
  }

  /** Learns what was used of quotas before this gateway started, and by others; without a database it goes on. */
  async start(): Promise<void> {
    this.#queue.add("used quotas", (db) => this.#quotas.sync(db));
    await this.#queue.emptied();
  }

  /** What is deployed has changed. */
  followRouting(): void {
    this.#usage.forgetGone();
    this.#backends.forgetGone();
  }

  /** Leaves tests of endpoints to other gateways: this one may end before they do. */
  takeNoMoreTests(): void {
    this.#takesTests = false;
  }

  /** Writes what is left, and takes back what is true of the moment only. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#queue.emptied();
    this.#queue.add("ended connections", (db) => this.#connections.stop(db));
    this.#queue.add("refused handshakes", (db) => this.#refusals.flush(db));
    this.#queue.add("traffic", (db) => this.#usage.stop(db));
    this.#queue.add("uses of keys", (db) => this.#keyUses.flush(db));
    this.#queue.add("used quotas", (db) => this.#quotas.sync(db));
    this.#queue.add("backends", (db) => this.#backends.stop(db));
    await this.#queue.emptied();
  }

  /** Never rejects: the ledger takes a database that fails for one that is away. */
  #redeem(worker: number, { number, ticket }: Extract<WorkerReport, { type: "redeem" }>): void {
    void this.#tickets
      .redeem(ticket)
      .then((isFirst) => this.#options.tellOne(worker, { type: "redeemed", number, isFirst }));
  }

  #tellCounts(): void {
    for (const worker of this.#workers) {
      const others = this.#counts.takeChangesFor(worker);
      if (others.length > 0) this.#options.tellOne(worker, { type: "counts", others });
    }
  }

  #tellAllowances(): void {
    for (const worker of this.#workers) {
      const others = this.#allowances.takeChangesFor(worker);
      if (others.length > 0) this.#options.tellOne(worker, { type: "allowances", others });
    }
  }

  #followTests(): void {
    if (this.#takesTests) this.#queue.add("tests of endpoints", (db) => this.#options.tests.follow(db));
  }

  async #followRequests(db: Db): Promise<void> {
    for (const { connectionId, requestedBy } of await this.#connections.followRequests(db)) {
      this.#options.log.info({ connectionId, requestedBy }, "asked to end a connection");
    }
  }

  #write(): void {
    this.#allowances.forgetEnded(this.#options.now().getTime());
    this.#queue.add("ended connections", (db) => this.#connections.flushClosed(db));
    this.#queue.add("refused handshakes", (db) => this.#refusals.flush(db));
    this.#queue.add("live connections", (db) => this.#connections.flushLive(db));
    this.#queue.add("traffic", (db) => this.#usage.flush(db));
    this.#queue.add("uses of keys", (db) => this.#keyUses.flush(db));
    this.#queue.add("unknown keys of issuers", (db) => this.#issuers.flush(db));
    this.#queue.add("used quotas", (db) => this.#quotas.sync(db));
    this.#queue.add("backends", (db) => this.#backends.flush(db, this.#options.checks.reports()));
  }
}
