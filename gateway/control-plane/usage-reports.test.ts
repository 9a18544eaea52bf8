// What of the traffic is told of workers that are gone.
import { expect, it } from "vitest";
import { emptyUsage } from "#lib/gateways/usage/usage.ts";
import { UsageReports } from "./usage-reports.ts";

it("counts what a worker that died had open no more, and what the others have open still", () => {
  const reports = new UsageReports("gateway", () => new Date(1_000));
  reports.hear(1, [{ ...emptyUsage("api", "/*"), openConnections: 3 }]);
  reports.hear(2, [{ ...emptyUsage("api", "/*"), openConnections: 2 }]);
  expect([...reports.totals]).toMatchObject([{ openConnections: 5 }]);
  reports.forgetWorker(1);
  expect([...reports.totals]).toMatchObject([{ openConnections: 2 }]);
  reports.forgetWorker(2);
  expect([...reports.totals]).toMatchObject([{ openConnections: 0 }]);
});
