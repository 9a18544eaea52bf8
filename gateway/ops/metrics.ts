// Prometheus metrics of one gateway: its workers' counters summed.
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { BackendHealthReport } from "#lib/gateways/commands.ts";
import type { UsageSample } from "#lib/gateways/usage/usage.ts";
import type { WorkerProcess, WorkerStats } from "../contract.ts";
import { registerUsage } from "./usage-metrics.ts";

export type MetricsSource = {
  readonly stats: () => readonly WorkerStats[];
  readonly processes: () => readonly (WorkerProcess & { readonly worker: number })[];
  readonly usage: () => Iterable<UsageSample>;
  readonly backends: () => readonly BackendHealthReport[];
  /** Records of ended connections and refused handshakes that found no room. */
  readonly leftOutRecords: () => number;
  readonly readyWorkers: () => number;
  readonly routingRevision: () => number;
  readonly isDatabaseUp: () => boolean;
  /** Left out where no Redis is set. */
  readonly isRedisUp?: () => boolean;
};

type CounterName = Exclude<keyof WorkerStats, "openConnections" | "queuedBytes">;

const counters: readonly { readonly field: CounterName; readonly name: string; readonly help: string }[] = [
  { field: "acceptedConnections", name: "sluice_connections_total", help: "WebSocket connections opened" },
  { field: "refusedHandshakes", name: "sluice_handshakes_refused_total", help: "Handshakes refused" },
  {
    field: "failedConnections",
    name: "sluice_connections_failed_total",
    help: "Handshakes and connections ended by a fault of the gateway's own",
  },
  {
    field: "shortages",
    name: "sluice_socket_shortages_total",
    help: "Connections refused or cut off because the system gave no socket",
  },
  { field: "messagesIn", name: "sluice_messages_in_total", help: "Messages from clients to backends" },
  { field: "messagesOut", name: "sluice_messages_out_total", help: "Messages from backends to clients" },
  { field: "bytesIn", name: "sluice_bytes_in_total", help: "Bytes from clients to backends" },
  { field: "bytesOut", name: "sluice_bytes_out_total", help: "Bytes from backends to clients" },
];

/**
 * A registry that reads its source at each scrape. Counters are summed over all workers, those that died included.
 */
export function createMetrics(source: MetricsSource): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "sluice_primary_" });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge("sluice_connections_open", "Open WebSocket connections", () =>
    source.stats().reduce((sum, stats) => sum + stats.openConnections, 0),
  );
  gauge("sluice_queue_bytes", "Bytes that wait for the slower side of their connection", () =>
    source.stats().reduce((sum, stats) => sum + stats.queuedBytes, 0),
  );
  gauge("sluice_workers_ready", "Workers that accept connections", source.readyWorkers);
  gauge("sluice_routing_revision", "Routing revision that all workers serve", source.routingRevision);
  gauge("sluice_database_up", "1 while the database answers", () => (source.isDatabaseUp() ? 1 : 0));
  const { isRedisUp } = source;
  if (isRedisUp) {
    gauge("sluice_redis_up", "1 while Redis answers and limits are shared", () => (isRedisUp() ? 1 : 0));
  }
  for (const { field, name, help } of counters) {
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(source.stats().reduce((sum, stats) => sum + stats[field], 0));
      },
    });
  }
  registerWorkers(registry, source);
  registerBackends(registry, source);
  registerUsage(registry, source.usage);
  return registry;
}

function registerWorkers(registry: Registry, { processes, leftOutRecords }: MetricsSource): void {
  const gauges = [
    {
      field: "eventLoopLagSeconds",
      name: "sluice_worker_eventloop_lag_p99_seconds",
      help: "Delay of the event loop",
    },
    { field: "residentBytes", name: "sluice_worker_resident_memory_bytes", help: "Memory of the process" },
    { field: "heapBytes", name: "sluice_worker_heap_used_bytes", help: "Of it V8's heap in use" },
    { field: "cpuSeconds", name: "sluice_worker_cpu_seconds", help: "CPU time since the worker's start" },
  ] as const;
  for (const { field, name, help } of gauges) {
    new Gauge({
      name,
      help,
      labelNames: ["worker"],
      registers: [registry],
      collect() {
        this.reset();
        for (const process of processes()) this.set({ worker: process.worker }, process[field]);
      },
    });
  }
  new Gauge({
    name: "sluice_records_left_out",
    help: "Records of ended connections and refused handshakes that were left out",
    registers: [registry],
    collect() {
      this.set(leftOutRecords());
    },
  });
}

/** By state, not by URL: a backend's address is nobody's business who may read metrics. */
function registerBackends(registry: Registry, { backends }: MetricsSource): void {
  new Gauge({
    name: "sluice_backends",
    help: "Backends by API and state",
    labelNames: ["api", "state"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { apiId, state } of backends()) this.inc({ api: apiId, state });
    },
  });
}
