// Traffic by API and topic, close codes, refusals and durations as Prometheus metrics, read at each scrape from the
// totals that the workers' reports add up to. Their number is bounded where they are added up.
import { Counter, Gauge, type Metric, type Registry } from "prom-client";
import {
  addHistograms,
  durationBoundsMs,
  emptyHistogram,
  type Histogram,
} from "#lib/gateways/usage/histogram.ts";
import type { UsageSample } from "#lib/gateways/usage/usage.ts";

type Usage = () => Iterable<UsageSample>;

/** Registers what can be told of traffic. */
export function registerUsage(registry: Registry, usage: Usage): void {
  registerTopics(registry, usage);
  registerDropped(registry, usage);
  registerCodes(registry, usage);
  const sum = (pick: (sample: UsageSample) => Histogram) => () =>
    [...usage()].map(pick).reduce<Histogram>(addHistograms, emptyHistogram());
  registerHistogram(registry, {
    name: "sluice_backend_dial_duration_seconds",
    help: "Time until a backend had answered the handshake",
    read: sum(({ details }) => details.dial),
  });
  registerHistogram(registry, {
    name: "sluice_added_latency_seconds",
    help: "Time that sampled bytes spent in the gateway, waiting for a slow reader included",
    read: sum(({ details }) => details.latency),
  });
}

function registerTopics(registry: Registry, usage: Usage): void {
  new Gauge({
    name: "sluice_topic_connections_open",
    help: "Open connections by API and topic",
    labelNames: ["api", "topic"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { apiId, topic, openConnections } of usage())
        this.set({ api: apiId, topic }, openConnections);
    },
  });
  const counters = [
    {
      name: "sluice_topic_messages_total",
      help: "Messages by API, topic and direction",
      in: "messagesIn",
      out: "messagesOut",
    },
    {
      name: "sluice_topic_bytes_total",
      help: "Payload bytes by API, topic and direction",
      in: "bytesIn",
      out: "bytesOut",
    },
  ] as const;
  for (const counter of counters) {
    new Counter({
      name: counter.name,
      help: counter.help,
      labelNames: ["api", "topic", "direction"],
      registers: [registry],
      collect() {
        this.reset();
        for (const sample of usage()) {
          const labels = { api: sample.apiId, topic: sample.topic };
          this.inc({ ...labels, direction: "in" }, sample[counter.in]);
          this.inc({ ...labels, direction: "out" }, sample[counter.out]);
        }
      },
    });
  }
}

function registerDropped(registry: Registry, usage: Usage): void {
  new Counter({
    name: "sluice_topic_messages_dropped_total",
    help: "Messages of backends left out because the topic has no Subscribe or the client no scope to receive, by API and topic",
    labelNames: ["api", "topic"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { apiId, topic, details } of usage()) this.inc({ api: apiId, topic }, details.dropped);
    },
  });
}

function registerCodes(registry: Registry, usage: Usage): void {
  const counters = [
    { name: "sluice_closes_total", help: "Ended connections by close code", field: "closeCodes" },
    { name: "sluice_refusals_total", help: "Handshakes refused for an API, by code", field: "refusals" },
  ] as const;
  for (const { name, help, field } of counters) {
    new Counter({
      name,
      help,
      labelNames: ["code"],
      registers: [registry],
      collect() {
        this.reset();
        for (const { details } of usage()) {
          for (const [code, count] of Object.entries(details[field])) this.inc({ code }, count);
        }
      },
    });
  }
}

type HistogramSource = { readonly name: string; readonly help: string; readonly read: () => Histogram };

/** A histogram whose counts come ready: prom-client's own can only observe value by value. */
function registerHistogram(registry: Registry, { name, help, read }: HistogramSource): void {
  const metric = {
    name,
    help,
    get: async () => ({ name, help, type: "histogram", aggregator: "sum", values: valuesOf(name, read()) }),
    reset: () => {},
  };
  // What a registry asks of its metrics is `name`, `get` and `reset`; the type wants the class itself.
  registry.registerMetric(metric as unknown as Metric);
}

function valuesOf(name: string, histogram: Histogram) {
  let count = 0;
  let sum = 0;
  const buckets = histogram.map((inBucket, index) => {
    const bound = durationBoundsMs[index];
    const below = durationBoundsMs[index - 1] ?? 0;
    count += inBucket;
    // The middle of the bucket stands for what is in it: the values themselves are not kept.
    sum += (inBucket * (below + (bound ?? below))) / 2_000;
    return {
      metricName: `${name}_bucket`,
      labels: { le: bound === undefined ? "+Inf" : bound / 1_000 },
      value: count,
    };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels: {}, value: sum },
    { metricName: `${name}_count`, labels: {}, value: count },
  ];
}
