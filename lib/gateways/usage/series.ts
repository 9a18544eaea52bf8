// Turns buckets of traffic into the points of the charts: summed over gateways and topics, one point per step of time.
// Pure; the rows come from repository.ts.
import { quantile } from "./histogram.ts";
import { addUsage, emptyUsage, type UsageSample } from "./usage.ts";

/** Length of a range, of the buckets it reads, and of the steps it shows: whole numbers of buckets. */
export const usageRanges = {
  "15m": { label: "15 minutes", lengthMs: 15 * 60_000, bucketSeconds: 10, stepMs: 10_000 },
  "1h": { label: "1 hour", lengthMs: 3_600_000, bucketSeconds: 60, stepMs: 60_000 },
  "24h": { label: "24 hours", lengthMs: 24 * 3_600_000, bucketSeconds: 60, stepMs: 600_000 },
  "7d": { label: "7 days", lengthMs: 7 * 24 * 3_600_000, bucketSeconds: 3_600, stepMs: 3_600_000 },
  "30d": { label: "30 days", lengthMs: 30 * 24 * 3_600_000, bucketSeconds: 3_600, stepMs: 6 * 3_600_000 },
} as const;
export type UsageRange = keyof typeof usageRanges;

/** A bucket as stored. */
export type UsageRow = UsageSample & { readonly gatewayId: string; readonly startedAtMs: number };

/** Durations in milliseconds; null where nothing was measured. */
export type Percentiles = {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
};

export type UsagePoint = {
  readonly startedAtMs: number;
  /** At the end of the step; null where no gateway told of anything: the API was idle, or nothing ran. */
  readonly openConnections: number | null;
  readonly connectionsPerSecond: number;
  readonly messagesInPerSecond: number;
  readonly messagesOutPerSecond: number;
  readonly bytesInPerSecond: number;
  readonly bytesOutPerSecond: number;
  readonly closeCodes: Readonly<Record<string, number>>;
  readonly refusals: Readonly<Record<string, number>>;
  readonly dial: Percentiles;
  readonly latency: Percentiles;
};

export type UsageTotals = {
  readonly connections: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly closed: number;
  readonly refused: number;
  readonly dial: Percentiles;
  readonly latency: Percentiles;
};

export type UsageSeries = {
  readonly range: UsageRange;
  readonly points: readonly UsagePoint[];
  readonly totals: UsageTotals;
  /** Topics with traffic in the range, whichever is chosen. */
  readonly topics: readonly string[];
};

/** First and last moment of a range, on the edges of its steps. Short buckets are written when they are full, long ones while they fill. */
export function spanOf(range: UsageRange, nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  const { lengthMs, bucketSeconds, stepMs } = usageRanges[range];
  const edge = nowMs - (nowMs % stepMs);
  const toMs = bucketSeconds * 1_000 === stepMs && stepMs < 3_600_000 ? edge : edge + stepMs;
  return { fromMs: toMs - lengthMs, toMs };
}

type Step = { traffic: UsageSample; readonly open: Map<string, { startedAtMs: number; count: number }> };

/** Adds rows up as they come, so that a long range need not be in memory at once. */
export class SeriesBuilder {
  readonly #range: UsageRange;
  readonly #nowMs: number;
  readonly #topic: string | null;
  readonly #topics = new Set<string>();
  readonly #steps = new Map<number, Step>();

  /** `topic` null is all topics together. */
  constructor(options: {
    readonly range: UsageRange;
    readonly nowMs: number;
    readonly topic: string | null;
  }) {
    this.#range = options.range;
    this.#nowMs = options.nowMs;
    this.#topic = options.topic;
  }

  add(row: UsageRow): void {
    if (row.topic !== "") this.#topics.add(row.topic);
    if (this.#topic !== null && row.topic !== this.#topic) return;
    const { stepMs } = usageRanges[this.#range];
    const startedAtMs = row.startedAtMs - (row.startedAtMs % stepMs);
    const step = this.#steps.get(startedAtMs) ?? { traffic: emptyUsage("", ""), open: new Map() };
    step.traffic = addUsage(step.traffic, row);
    const key = `${row.gatewayId} ${row.topic}`;
    if ((step.open.get(key)?.startedAtMs ?? 0) <= row.startedAtMs) {
      step.open.set(key, { startedAtMs: row.startedAtMs, count: row.openConnections });
    }
    this.#steps.set(startedAtMs, step);
  }

  build(): UsageSeries {
    const { stepMs } = usageRanges[this.#range];
    const { fromMs, toMs } = spanOf(this.#range, this.#nowMs);
    const points: UsagePoint[] = [];
    for (let startedAtMs = fromMs; startedAtMs < toMs; startedAtMs += stepMs) {
      const lastedMs = Math.max(1_000, Math.min(stepMs, this.#nowMs - startedAtMs));
      points.push(pointOf(startedAtMs, lastedMs / 1_000, this.#steps.get(startedAtMs)));
    }
    return {
      range: this.#range,
      points,
      totals: totalsOf([...this.#steps.values()].map(({ traffic }) => traffic)),
      topics: [...this.#topics].sort(),
    };
  }
}

function pointOf(startedAtMs: number, seconds: number, step: Step | undefined): UsagePoint {
  const traffic = step?.traffic ?? emptyUsage("", "");
  return {
    startedAtMs,
    openConnections: step ? [...step.open.values()].reduce((sum, { count }) => sum + count, 0) : null,
    connectionsPerSecond: traffic.connections / seconds,
    messagesInPerSecond: traffic.messagesIn / seconds,
    messagesOutPerSecond: traffic.messagesOut / seconds,
    bytesInPerSecond: traffic.bytesIn / seconds,
    bytesOutPerSecond: traffic.bytesOut / seconds,
    closeCodes: traffic.details.closeCodes,
    refusals: traffic.details.refusals,
    dial: percentilesOf(traffic.details.dial),
    latency: percentilesOf(traffic.details.latency),
  };
}

function totalsOf(samples: readonly UsageSample[]): UsageTotals {
  const all = samples.reduce(addUsage, emptyUsage("", ""));
  const { details } = all;
  return {
    connections: all.connections,
    messagesIn: all.messagesIn,
    messagesOut: all.messagesOut,
    bytesIn: all.bytesIn,
    bytesOut: all.bytesOut,
    closed: sumOf(details.closeCodes),
    refused: sumOf(details.refusals),
    dial: percentilesOf(details.dial),
    latency: percentilesOf(details.latency),
  };
}

function percentilesOf(histogram: readonly number[]): Percentiles {
  return { p50: quantile(histogram, 0.5), p95: quantile(histogram, 0.95), p99: quantile(histogram, 0.99) };
}

/** All that was counted, whatever it was. */
function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The keys that occur in any of the points, in order. */
export function keysOf(points: readonly Readonly<Record<string, number>>[]): readonly string[] {
  return [...new Set(points.flatMap((counts) => Object.keys(counts)))].sort();
}
