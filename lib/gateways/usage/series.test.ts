// Points of the charts: what is summed, what is zero and what is unknown.
import { expect, test } from "vitest";
import { bucketOf, emptyHistogram } from "./histogram.ts";
import { keysOf, SeriesBuilder, spanOf, type UsageRow } from "./series.ts";
import { emptyUsage } from "./usage.ts";

const nowMs = Date.UTC(2026, 0, 10, 12, 34, 56);
const row = (startedAtMs: number, overrides: Partial<UsageRow> = {}): UsageRow => ({
  ...emptyUsage("a", "/*"),
  gatewayId: "g1",
  startedAtMs,
  ...overrides,
});
const durations = (...durationsMs: number[]) => {
  const histogram = emptyHistogram();
  for (const durationMs of durationsMs) {
    histogram[bucketOf(durationMs)] = (histogram[bucketOf(durationMs)] ?? 0) + 1;
  }
  return histogram;
};

test("sums gateways and topics, as rates per second", () => {
  const builder = new SeriesBuilder({ range: "15m", nowMs, topic: null });
  const { toMs } = spanOf("15m", nowMs);
  const at = toMs - 10_000;
  const details = {
    closeCodes: { "1000": 2 },
    refusals: {},
    dropped: 0,
    dial: durations(4),
    latency: emptyHistogram(),
  };
  builder.add(row(at, { connections: 20, openConnections: 3, messagesIn: 100, bytesOut: 50, details }));
  builder.add(row(at, { gatewayId: "g2", connections: 10, openConnections: 4, details }));
  builder.add(row(at, { topic: "/rooms", openConnections: 5 }));
  const { points, totals, topics } = builder.build();
  expect(points).toHaveLength(90);
  expect(points.at(-1)).toMatchObject({
    startedAtMs: at,
    openConnections: 12,
    connectionsPerSecond: 3,
    messagesInPerSecond: 10,
    bytesOutPerSecond: 5,
    closeCodes: { "1000": 4 },
  });
  expect(points.at(-1)?.dial.p50).toBeGreaterThan(2.5);
  expect(totals).toMatchObject({ connections: 30, messagesIn: 100, closed: 4, refused: 0 });
  expect(topics).toEqual(["/*", "/rooms"]);
});

test("a step without a row has no traffic and an unknown number of connections", () => {
  const { points } = new SeriesBuilder({ range: "1h", nowMs, topic: null }).build();
  expect(points).toHaveLength(60);
  expect(points[0]).toMatchObject({ openConnections: null, messagesInPerSecond: 0, closeCodes: {} });
  expect(points[0]?.latency).toEqual({ p50: null, p95: null, p99: null });
});

test("of several buckets in a step, the last one tells how many are open on each gateway", () => {
  const builder = new SeriesBuilder({ range: "24h", nowMs, topic: null });
  const { fromMs } = spanOf("24h", nowMs);
  builder.add(row(fromMs + 60_000, { openConnections: 7 }));
  builder.add(row(fromMs, { openConnections: 100 }));
  builder.add(row(fromMs, { gatewayId: "g2", openConnections: 1 }));
  expect(builder.build().points[0]?.openConnections).toBe(8);
});

test("one topic leaves the others out, but knows of them", () => {
  const builder = new SeriesBuilder({ range: "15m", nowMs, topic: "/rooms" });
  const { fromMs } = spanOf("15m", nowMs);
  builder.add(row(fromMs, { messagesIn: 5 }));
  builder.add(row(fromMs, { topic: "/rooms", messagesIn: 7 }));
  const { totals, topics } = builder.build();
  expect(totals.messagesIn).toBe(7);
  expect(topics).toEqual(["/*", "/rooms"]);
});

test("the hour that is not over counts as long as it has lasted", () => {
  const builder = new SeriesBuilder({ range: "7d", nowMs, topic: null });
  const started = Date.UTC(2026, 0, 10, 12);
  builder.add(row(started, { messagesIn: 2_096 }));
  const last = builder.build().points.at(-1);
  expect(last?.startedAtMs).toBe(started);
  expect(last?.messagesInPerSecond).toBeCloseTo(1);
});

test("names what occurs, once and in order", () => {
  expect(keysOf([{ "4429": 1 }, {}, { "1000": 2, "4429": 1 }])).toEqual(["1000", "4429"]);
});
