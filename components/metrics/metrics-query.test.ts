// The address of the Metrics page carries range, topic and view.
import { expect, test } from "vitest";
import { metricsHref, parseMetricsQuery, seriesHref } from "./metrics-query.ts";

test("an address read again says the same", () => {
  const query = { range: "7d", topic: "/rooms/{roomID}", view: "table" } as const;
  const { searchParams } = new URL(metricsHref("a", query), "http://portal");
  expect(parseMetricsQuery(Object.fromEntries(searchParams))).toEqual(query);
  expect(seriesHref("a", query)).toBe("/apis/a/metrics/series?range=7d&topic=%2Frooms%2F%7BroomID%7D");
});

test("what makes no sense counts as absent", () => {
  const query = parseMetricsQuery({ range: "toString", topic: ["/a"], view: "pie" });
  expect(query).toEqual({ range: "15m", topic: null, view: "charts" });
});
