// One worker process: the data plane, driven by messages from the control plane, and its reports to it.
import type { Logger } from "pino";
import { backendEgress, type GatewayConfig } from "./config.ts";
import type { FromWorker, ToWorker } from "./contract.ts";
import { createDataPlane, type DataPlane } from "./data-plane/data-plane.ts";
import type { RedeemTicket } from "./data-plane/handshake/handshake-worker.ts";
import { GatewayBudgets } from "./data-plane/limits/gateway-budgets.ts";
import { ClosedQueue } from "./ops/closed-queue.ts";
import { logConnections } from "./ops/connection-log.ts";
import { createLog } from "./ops/log.ts";
import { findRoomForSockets } from "./ops/open-files.ts";
import { ProcessHealth } from "./ops/process-health.ts";
import { randomBytes } from "./ops/random-bytes.ts";
import { Redemptions } from "./ops/redemptions.ts";
import { type RefusedBatch, RefusedQueue } from "./ops/refused-queue.ts";

/** Counts are what limits go by, so they travel fastest. */
const countsEveryMs = 100;
/** Of quotas, for the database and the pages that show them. */
const allowancesEveryMs = 100;
/** How often it is looked whether a lease is to be asked for. */
const leasesEveryMs = 10;
const closedEveryMs = 500;
const statsEveryMs = 1_000;
const issuersEveryMs = 500;
const usageEveryMs = 2_000;
/** Live connections of an API that are described one by one. */
const describedConnections = 200;

export async function runWorker(config: GatewayConfig): Promise<void> {
  const log = createLog(config.LOG_LEVEL);
  const stopTracing = await startTracing(config.OTEL_EXPORTER_OTLP_ENDPOINT);
  logConnections(log);
  const redemptions = new Redemptions(tell);
  const leases = startBudgets();
  const plane = createPlane(config, redemptions.redeem, leases.budgets);
  const reports = startReports(plane);
  hearPrimary(obeyWith({ plane, leases, redemptions, reports, stopTracing }), log);
  endWithPrimary();
}

type Parts = {
  readonly plane: DataPlane;
  readonly leases: ReturnType<typeof startBudgets>;
  readonly redemptions: Redemptions;
  readonly reports: ReturnType<typeof startReports>;
  readonly stopTracing: () => Promise<void>;
};

/** What each message of the primary does. */
function obeyWith(parts: Parts): (message: ToWorker) => Promise<void> {
  const { plane, leases, redemptions, reports, stopTracing } = parts;
  return async (message) => {
    switch (message.type) {
      case "listen":
        tell({ type: "ready", ...(await plane.listen(message.options, message.tls)) });
        return;
      case "routing":
        plane.applyRouting(message.update);
        tell({ type: "applied", revision: message.update.revision });
        return;
      case "tls":
        plane.setTls(message.tls);
        return;
      case "counts":
        plane.setOtherCounts(message.others);
        return;
      case "allowances":
        plane.setOtherAllowances(message.others);
        return;
      case "leases":
      case "makeRoom":
        leases.hear(message);
        return;
      case "health":
        plane.setBackendVerdicts(message.verdicts);
        return;
      case "watch":
        reports.watch(message.apiIds);
        return;
      case "disconnect":
        plane.disconnect(message.connectionIds);
        return;
      case "redeemed":
        redemptions.settle(message.number, message.isFirst);
        return;
      case "drain":
        await plane.drain(message.windowMs, message.lateMs);
        leases.giveBack();
        reports.flush();
        await stopTracing();
        tell({ type: "drained" });
        process.disconnect();
    }
  };
}

/** A primary that is gone hears nothing; "disconnect" follows and ends this process. */
function tell(message: FromWorker): void {
  process.send?.(message, undefined, undefined, () => {});
}

function hearPrimary(obey: (message: ToWorker) => Promise<void>, log: Logger): void {
  process.on("message", (message: ToWorker) => {
    obey(message).catch((error: unknown) => {
      log.fatal({ err: error, message: message.type }, "worker cannot go on");
      process.exit(1);
    });
  });
}

/** The primary decides when workers end; a Ctrl-C reaches the whole process group. */
function endWithPrimary(): void {
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => {});
  process.on("SIGHUP", () => {});
  process.on("disconnect", () => process.exit(0));
}

function createPlane(config: GatewayConfig, redeem: RedeemTicket, budgets: GatewayBudgets): DataPlane {
  return createDataPlane({
    now: Date.now,
    monotonicNow: () => performance.now(),
    randomBytes,
    trustedProxies: config.TRUST_PROXY,
    judgeEgress: backendEgress(config),
    maxPendingHandshakes: Math.ceil(config.GATEWAY_MAX_PENDING_HANDSHAKES / config.workers),
    maxConnections: Math.ceil(config.GATEWAY_MAX_CONNECTIONS / config.workers),
    maxFailedCredentials: config.GATEWAY_MAX_FAILED_CREDENTIALS,
    maxSockets: findRoomForSockets(),
    redeem,
    budgets,
  });
}

/** Nothing of it is loaded where nobody asked for it. */
async function startTracing(endpoint: string | undefined): Promise<() => Promise<void>> {
  if (endpoint === undefined) return async () => {};
  const { traceHandshakes } = await import("./ops/tracing.ts");
  return traceHandshakes(endpoint);
}

/** What workers share: asks the primary for leases, and takes in the answers, one at a time. */
function startBudgets() {
  let isAsking = false;
  let isWanting = false;
  const ask = (): void => {
    isWanting = false;
    if (isAsking) return;
    const calls = budgets.takeCalls();
    if (calls.length === 0) return;
    isAsking = true;
    tell({ type: "leases", calls });
  };
  const onWanting = (): void => {
    if (isWanting) return;
    isWanting = true;
    setImmediate(ask);
  };
  const budgets = new GatewayBudgets({ now: () => performance.now(), unixNow: Date.now, onWanting });
  setInterval(ask, leasesEveryMs).unref();
  return {
    budgets,
    hear: (message: Extract<ToWorker, { type: "leases" | "makeRoom" }>): void => {
      if (message.type === "makeRoom") {
        budgets.makeRoom(message.key, message.fairShare);
        return;
      }
      isAsking = false;
      budgets.hear(message.leases, message.goesBy);
      ask();
    },
    /** What is left, without waiting for an answer that is still to come. */
    giveBack: (): void => {
      isAsking = false;
      ask();
    },
  };
}

/** Tells the primary, each at its pace, what it makes counts, metrics and records of. */
function startReports(plane: DataPlane) {
  const closed = new ClosedQueue();
  const refused = new RefusedQueue(Date.now, () => performance.now());
  refused.listen();
  const health = new ProcessHealth();
  let watched: readonly string[] = [];
  const tellClosed = (): void => {
    const batch = closed.take();
    if (batch !== null) tell({ type: "closed", ...batch });
  };
  const tellRefused = (batch: RefusedBatch | null): void => {
    if (batch !== null) tell({ type: "refused", ...batch });
  };
  const tellUsage = (): void => {
    const samples = plane.takeUsage();
    if (samples.length > 0) tell({ type: "usage", samples });
    const uses = plane.takeKeyUses();
    if (uses.length > 0) tell({ type: "keyUses", uses });
  };
  const tellLive = (): void => {
    const reports = watched.map((apiId) => plane.describeLive(apiId, describedConnections));
    tell({ type: "live", reports });
  };
  const tellStats = (): void => {
    const { isShortOfSockets } = plane;
    tell({ type: "stats", stats: plane.stats(), process: health.read(), isShortOfSockets });
  };
  setInterval(() => {
    const changed = plane.takeCountChanges();
    if (changed.length > 0) tell({ type: "counts", changed });
  }, countsEveryMs).unref();
  setInterval(() => {
    const changed = plane.takeAllowanceChanges();
    if (changed.length > 0) tell({ type: "allowances", changed });
  }, allowancesEveryMs).unref();
  setInterval(tellClosed, closedEveryMs).unref();
  setInterval(() => tellRefused(refused.take()), closedEveryMs).unref();
  setInterval(tellUsage, usageEveryMs).unref();
  setInterval(() => {
    const issuerIds = plane.takeIssuersWanted();
    if (issuerIds.length > 0) tell({ type: "issuerKeys", issuerIds });
  }, issuersEveryMs).unref();
  setInterval(() => {
    tellStats();
    const backends = plane.takeBackendReports();
    if (backends.length > 0) tell({ type: "backends", backends });
    if (watched.length > 0) tellLive();
  }, statsEveryMs).unref();
  return {
    /** From now on tells of the live connections of these APIs, at once and then every second. */
    watch: (apiIds: readonly string[]): void => {
      watched = apiIds;
      if (watched.length > 0) tellLive();
    },
    flush: (): void => {
      tellClosed();
      tellRefused(refused.takeAll());
      tellUsage();
      tellStats();
    },
  };
}
