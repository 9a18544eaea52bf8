// The primary process: puts the parts of the control plane together, and takes them apart on SIGTERM.
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Logger } from "pino";
import type { GatewayConfig } from "../config.ts";
import type { TlsMaterial } from "../contract.ts";
import { createLog } from "../ops/log.ts";
import { createMetrics } from "../ops/metrics.ts";
import { startOpsServer } from "../ops/ops-server.ts";
import { createDatabase, type Database } from "./database.ts";
import { Heartbeat } from "./heartbeat.ts";
import { LastKnownGood } from "./last-known-good.ts";
import { RoutingSync } from "./routing-sync.ts";
import { ensureGeneratedTls, readTls, tlsPaths, watchTls } from "./tls-files.ts";
import { WorkerPool } from "./worker-pool.ts";

/** Runs a gateway until it is told to stop. Throws what keeps it from starting, in words for the operator. */
export async function runPrimary(config: GatewayConfig): Promise<void> {
  const log = createLog(config.LOG_LEVEL);
  const paths = tlsPaths(config);
  await ensureGeneratedTls(paths, config.HOST, new Date());
  let tls: TlsMaterial = readTls(paths);
  const database = createDatabase(config.DATABASE_URL);
  const { sync, pool, heartbeat } = assemble(config, log, database, () => tls);
  await sync.start();
  await pool.start();
  let isDraining = false;
  const ops = await openOps(config, sync, pool, () => isDraining);
  const certificates = watchTls(paths, log, (material) => {
    tls = material;
    pool.setTls(material);
  });
  const { workers, GATEWAY_ENVIRONMENT: environment } = config;
  log.info({ ...pool.ports, workers, environment }, "the gateway is listening");
  process.on("SIGHUP", certificates.reload);
  onStopSignal(log, async () => {
    isDraining = true;
    await pool.drain(config.GATEWAY_DRAIN_MS);
    sync.stop();
    certificates.close();
    ops.close();
    await heartbeat.stop();
    await database.close();
  });
}

type Parts = { readonly sync: RoutingSync; readonly pool: WorkerPool; readonly heartbeat: Heartbeat };

/** What follows the database, what serves, and what reports the one to the other. */
function assemble(
  config: GatewayConfig,
  log: Logger,
  database: Database,
  currentTls: () => TlsMaterial,
): Parts {
  const environment = config.GATEWAY_ENVIRONMENT;
  const sync = new RoutingSync({
    database,
    environment,
    lastKnownGood: new LastKnownGood(config.DATA_DIR, environment, log),
    log,
    onDelta: (delta) => pool.publish(delta),
  });
  const pool: WorkerPool = new WorkerPool({
    size: config.workers,
    listen: { host: config.HOST, wsPort: config.GATEWAY_WS_PORT, wssPort: config.GATEWAY_WSS_PORT },
    log,
    currentRouting: () => sync.state,
    currentTls,
    onSettled: () => heartbeat.beat(),
  });
  const heartbeat = new Heartbeat({
    database,
    log,
    gatewayId: randomUUID(),
    host: hostname(),
    startedAt: new Date(),
    now: () => new Date(),
    read: () => {
      const { environmentId } = sync;
      if (environmentId === null || pool.appliedRevision < 0) return null;
      return { environmentId, routingRevision: pool.appliedRevision, openConnections: pool.openConnections };
    },
  });
  return { sync, pool, heartbeat };
}

function openOps(config: GatewayConfig, sync: RoutingSync, pool: WorkerPool, isDraining: () => boolean) {
  const metrics = createMetrics({
    stats: () => pool.stats,
    readyWorkers: () => pool.readyWorkers,
    routingRevision: () => pool.appliedRevision,
    isDatabaseUp: () => sync.isDatabaseUp,
  });
  const state = {
    isReady: () => !isDraining() && pool.readyWorkers > 0 && pool.appliedRevision >= 0,
    describe: () => ({
      workers: pool.readyWorkers,
      routingRevision: pool.appliedRevision,
      isDatabaseUp: sync.isDatabaseUp,
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
