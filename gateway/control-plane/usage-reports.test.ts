// What of the traffic is told of workers and topics that are gone.
import { expect, it } from "vitest";
import { emptyUsage } from "#lib/gateways/usage/usage.ts";
import { UsageReports } from "./usage-reports.ts";

it("counts what a worker that died had open no more, and what the others have open still", () => {
  const reports = new UsageReports(
    "gateway",
    () => new Date(1_000),
    () => true,
  );
  reports.hear(1, [{ ...emptyUsage("api", "/*"), openConnections: 3 }]);
  reports.hear(2, [{ ...emptyUsage("api", "/*"), openConnections: 2 }]);
  expect([...reports.totals]).toMatchObject([{ openConnections: 5 }]);
  reports.forgetWorker(1);
  expect([...reports.totals]).toMatchObject([{ openConnections: 2 }]);
  reports.forgetWorker(2);
  expect([...reports.totals]).toMatchObject([{ openConnections: 0 }]);
});

it("puts what passed on a removed topic with the others, also what is told of it later, and gives its place away", () => {
  const deployed = new Set(Array.from({ length: 500 }, (_, number) => `/${number}`));
  const isDeployed = (_apiId: string, topic: string) => deployed.has(topic);
  const reports = new UsageReports("gateway", () => new Date(1_000), isDeployed);
  const message = (topic: string, openConnections: number) => ({
    ...emptyUsage("api", topic),
    openConnections,
    messagesIn: 1,
  });
  const totalOf = (name: string) => [...reports.totals].find(({ topic }) => topic === name);
  reports.hear(
    1,
    [...deployed].map((topic) => message(topic, topic === "/0" ? 1 : 0)),
  );
  deployed.delete("/0");
  deployed.delete("/1");
  reports.forgetGone();
  expect(totalOf("/0")).toMatchObject({ openConnections: 1, messagesIn: 1 });
  expect(totalOf("/1")).toBeUndefined();
  expect(totalOf("")).toMatchObject({ apiId: "", openConnections: 0, messagesIn: 1 });
  reports.hear(1, [message("/0", 0), message("/1", 0)]);
  expect(totalOf("/0")).toBeUndefined();
  expect(totalOf("/1")).toBeUndefined();
  expect(totalOf("")).toMatchObject({ apiId: "", openConnections: 0, messagesIn: 4 });
  deployed.add("/new");
  reports.hear(1, [message("/new", 0)]);
  expect(totalOf("/new")).toMatchObject({ apiId: "api", messagesIn: 1 });
});
