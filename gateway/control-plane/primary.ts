// The primary process: puts the parts of the control plane together, and takes them apart on SIGTERM.
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Logger } from "pino";
import type { Keyring } from "#lib/kernel/keyring.ts";
import type { RouteRecord } from "#lib/routes/route-record.ts";
import { loadKeyring } from "#lib/secrets/keyring/commands.ts";
import { backendEgress, type GatewayConfig, requestEgress } from "../config.ts";
import type { TlsMaterial, ToWorker } from "../contract.ts";
import { createLog } from "../ops/log.ts";
import { createMetrics } from "../ops/metrics.ts";
import { isOutOfFiles } from "../ops/open-files.ts";
import { startOpsServer } from "../ops/ops-server.ts";
import { createReadiness } from "../ops/readiness.ts";
import { ShortageWatch } from "../ops/shortage-watch.ts";
import { troublesOf } from "../ops/troubles.ts";
import { type BudgetSharing, createBudgetSharing } from "./budgets/budget-sharing.ts";
import { createDatabase, type Database } from "./database.ts";
import { EndpointTests } from "./endpoint-tests.ts";
import { type HealthCheckOptions, HealthChecks } from "./health-checks.ts";
import { Heartbeat } from "./heartbeat.ts";
import { LastKnownGood } from "./last-known-good.ts";
import { Reporter } from "./reporter.ts";
import type { RoutingState } from "./routing-state.ts";
import { RoutingSync } from "./routing-sync.ts";
import { SecretOpener } from "./secret-opener.ts";
import { ensureGeneratedTls, readTls, tlsPaths, watchTls } from "./tls-files.ts";
import { WorkerPool } from "./worker-pool.ts";

/** Runs a gateway until it is told to stop. Throws what keeps it from starting, in words for the operator. */
export async function runPrimary(config: GatewayConfig): Promise<void> {
  const log = createLog(config.LOG_LEVEL);
  const paths = tlsPaths(config);
  await ensureGeneratedTls(paths, config.HOST, new Date());
  let tls: TlsMaterial = readTls(paths);
  const database = createDatabase(config.DATABASE_URL);
  const parts = await assemble(config, log, database, () => tls);
  const { sync, pool } = parts;
  await sync.start();
  await parts.reporter.start();
  await parts.budgets.start();
  await pool.start();
  let isDraining = false;
  const ops = await openOps(config, parts, () => isDraining);
  const certificates = watchTls(paths, log, (material) => {
    tls = material;
    pool.setTls(material);
  });
  const { workers, GATEWAY_ENVIRONMENT: environment } = config;
  log.info({ ...pool.ports, workers, environment }, "the gateway is listening");
  process.on("SIGHUP", () => {
    certificates.reload();
    log.info("replacing the workers one after another");
    pool.replaceAll(config.GATEWAY_DRAIN_MS).then(
      () => log.info("the workers are replaced"),
      (error: unknown) => log.error({ err: error }, "a new worker did not come up; the others stay"),
    );
  });
  onStopSignal(log, async () => {
    isDraining = true;
    parts.reporter.takeNoMoreTests();
    await pool.drain(config.GATEWAY_DRAIN_MS);
    await parts.budgets.stop();
    sync.stop();
    parts.checks.stop();
    certificates.close();
    ops.close();
    await parts.reporter.stop();
    await parts.heartbeat.stop();
    await database.close();
  });
}

type Parts = {
  readonly opener: SecretOpener;
  readonly sync: RoutingSync;
  readonly lastKnownGood: LastKnownGood;
  readonly shortage: ShortageWatch;
  readonly budgets: BudgetSharing;
  readonly pool: WorkerPool;
  readonly checks: HealthChecks;
  readonly reporter: Reporter;
  readonly heartbeat: Heartbeat;
};

/** What follows the database, what serves, and what reports the one to the other. */
async function assemble(
  config: GatewayConfig,
  log: Logger,
  database: Database,
  currentTls: () => TlsMaterial,
): Promise<Parts> {
  const environment = config.GATEWAY_ENVIRONMENT;
  const gatewayId = randomUUID();
  const keyring = loadKeyring(config);
  const lastKnownGood = new LastKnownGood(config.DATA_DIR, environment, keyring, log);
  const opener = createOpener(keyring, log);
  const shortage = watchShortage(log);
  const sync = new RoutingSync({
    database,
    environment,
    lastKnownGood,
    opener,
    log,
    onDelta: (delta) => {
      pool.publish(delta);
      checks.follow(routesOf(sync.state));
      reporter.followRouting();
    },
  });
  const tellOne = (worker: number, message: ToWorker) => pool.tellOne(worker, message);
  const budgets = await createBudgetSharing({ config, log, tellOne });
  const checks = createChecks(config, (verdicts) => pool.tell({ type: "health", verdicts }));
  const reporter = new Reporter({
    database,
    isDatabaseUp: () => sync.isDatabaseUp,
    gatewayId,
    log,
    now: () => new Date(),
    checks,
    routing: () => sync.state,
    tests: new EndpointTests({ gatewayId, log, opener, judgeEgress: requestEgress(config) }),
    tell: (message) => pool.tell(message),
    tellOne,
    budgets,
  });
  const pool: WorkerPool = new WorkerPool({
    size: config.workers,
    listen: { host: config.HOST, wsPort: config.GATEWAY_WS_PORT, wssPort: config.GATEWAY_WSS_PORT },
    log,
    currentRouting: () => sync.state,
    currentTls,
    onSettled: () => heartbeat.beat(),
    onShortage: () => shortage.note("worker"),
    listener: reporter,
  });
  const heartbeat = new Heartbeat({
    database,
    log,
    gatewayId,
    host: hostname(),
    startedAt: new Date(),
    now: () => new Date(),
    read: () => heartbeatFacts(sync, pool),
  });
  return { opener, sync, lastKnownGood, shortage, budgets, pool, checks, reporter, heartbeat };
}

/** Null while there is nothing to say yet, or nobody to say it to. */
function heartbeatFacts({ environmentId, isDatabaseUp }: RoutingSync, pool: WorkerPool) {
  if (environmentId === null || pool.appliedRevision < 0 || !isDatabaseUp) return null;
  return { environmentId, routingRevision: pool.appliedRevision, openConnections: pool.openConnections };
}

function createOpener(keyring: Keyring, log: Logger): SecretOpener {
  return new SecretOpener(keyring, (apiId, problems) =>
    log.error({ apiId, problems }, "an API is without backends: its backend credentials cannot be used"),
  );
}

function createChecks(config: GatewayConfig, onVerdicts: HealthCheckOptions["onVerdicts"]): HealthChecks {
  return new HealthChecks({
    now: Date.now,
    random: Math.random,
    judgeEgress: backendEgress(config),
    onVerdicts,
  });
}

/**
 * Also tries every second whether this process itself can open anything: where it cannot, the system closes new
 * connections before anybody hears of them.
 */
function watchShortage(log: Logger): ShortageWatch {
  const watch = new ShortageWatch(() => new Date(), log);
  setInterval(() => {
    if (isOutOfFiles()) watch.note("primary");
    watch.sweep();
  }, 1_000).unref();
  return watch;
}

function* routesOf(state: RoutingState): Generator<RouteRecord> {
  for (const entry of state.entries.values()) {
    if (entry.kind === "route" && entry.record !== null) yield entry.record;
  }
}

function openOps(config: GatewayConfig, parts: Parts, isDraining: () => boolean) {
  const { opener, sync, pool, budgets, reporter, heartbeat, lastKnownGood, shortage } = parts;
  const metrics = createMetrics({
    stats: () => pool.stats,
    processes: () => pool.processes,
    usage: () => reporter.usage,
    backends: () => reporter.backends,
    leftOutRecords: () => reporter.leftOut,
    readyWorkers: () => pool.readyWorkers,
    routingRevision: () => pool.appliedRevision,
    isDatabaseUp: () => sync.isDatabaseUp,
    ...(budgets.hasRedis && { isRedisUp: () => budgets.away === null }),
  });
  const state = {
    isReady: createReadiness(
      () =>
        !isDraining() &&
        pool.readyWorkers > 0 &&
        pool.appliedRevision >= 0 &&
        budgets.away?.goesBy !== "refused",
      () => opener.isKeyWrong,
    ),
    describe: () => ({
      workers: pool.readyWorkers,
      routingRevision: pool.appliedRevision,
      isDatabaseUp: sync.isDatabaseUp,
      ...(budgets.hasRedis && { redis: budgets.away ?? "ok" }),
      troubles: troublesOf({
        isDraining: isDraining(),
        isDatabaseUp: sync.isDatabaseUp,
        databaseDown: sync.databaseDown,
        writeTrouble: heartbeat.trouble,
        saveFault: lastKnownGood.saveFault,
        unreadable: sync.unreadable,
        isRefusingRoutes: sync.isRefusing,
        lockedApis: opener.lockedApis,
        isKeyWrong: opener.isKeyWrong,
        shortOfSocketsSince: shortage.since,
        redisAway: budgets.away,
        missingWorkers: config.workers - pool.readyWorkers,
        hasRoutes: pool.appliedRevision >= 0,
        leftOutRecords: reporter.leftOut,
      }),
    }),
  };
  return startOpsServer(config.OPS_HOST, config.GATEWAY_OPS_PORT, state, metrics);
}

function onStopSignal(log: Logger, stop: () => Promise<void>): void {
  let isStopping = false;
  const begin = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, "draining");
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "the gateway could not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => begin("SIGTERM"));
  process.on("SIGINT", () => begin("SIGINT"));
}
