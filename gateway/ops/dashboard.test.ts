// The Grafana dashboard in docs/grafana asks only for what /metrics has.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { createMetrics } from "./metrics.ts";

const dashboardSchema = z.object({
  schemaVersion: z.int().min(39),
  templating: z.object({ list: z.array(z.object({ name: z.string() })) }),
  panels: z
    .array(
      z.object({
        id: z.int(),
        title: z.string().min(1),
        gridPos: z.object({ h: z.int(), w: z.int(), x: z.int(), y: z.int() }),
        targets: z.array(z.object({ expr: z.string().min(1), refId: z.string() })).min(1),
      }),
    )
    .min(1),
});

const registry = createMetrics({
  stats: () => [],
  processes: () => [],
  usage: () => [],
  backends: () => [],
  leftOutRecords: () => 0,
  readyWorkers: () => 0,
  routingRevision: () => 0,
  isDatabaseUp: () => true,
});

it("has panels whose metrics exist", async () => {
  const text = readFileSync(new URL("../../docs/grafana/sluice.json", import.meta.url), "utf8");
  const { panels, templating } = dashboardSchema.parse(JSON.parse(text));
  expect(templating.list.map(({ name }) => name)).toEqual(["datasource", "api"]);
  const known = new Set(
    (await registry.getMetricsAsJSON()).flatMap(({ name, type }) =>
      // Types of prom-client are numbers of an enum in its declarations and words at run time.
      String(type) === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
  const asked = panels.flatMap(({ targets }) =>
    targets.flatMap(({ expr }) => expr.match(/sluice_\w+/g) ?? []),
  );
  expect(asked.length).toBeGreaterThanOrEqual(panels.length);
  expect(asked.filter((name) => !known.has(name))).toEqual([]);
});
