// Prometheus metrics of one gateway: its workers' counters summed.
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { WorkerStats } from "../contract.ts";

export type MetricsSource = {
  readonly stats: () => readonly WorkerStats[];
  readonly readyWorkers: () => number;
  readonly routingRevision: () => number;
  readonly isDatabaseUp: () => boolean;
};

type CounterName = Exclude<keyof WorkerStats, "openConnections">;

const counters: readonly { readonly field: CounterName; readonly name: string; readonly help: string }[] = [
  { field: "acceptedConnections", name: "sluice_connections_total", help: "WebSocket connections opened" },
  { field: "refusedHandshakes", name: "sluice_handshakes_refused_total", help: "Handshakes refused" },
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
  gauge("sluice_workers_ready", "Workers that accept connections", source.readyWorkers);
  gauge("sluice_routing_revision", "Routing revision that all workers serve", source.routingRevision);
  gauge("sluice_database_up", "1 while the database answers", () => (source.isDatabaseUp() ? 1 : 0));
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
  return registry;
}
