// Several gateways see one backend: what is told of it.
import { expect, test } from "vitest";
import { type BackendReport, mergeHealth } from "./backend-health.ts";

const backend = { environment: "production", url: "ws://one.example" } as const;
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const report: BackendReport = {
  ...backend,
  state: "healthy",
  since: at(1),
  problem: "",
  connections: 2,
  dialMs: 5,
};

test("the worst that a gateway says counts, with its reason and since when", () => {
  const [merged] = mergeHealth(
    [backend],
    [
      report,
      { ...report, state: "unhealthy", since: at(9), problem: "refused", connections: 0, dialMs: null },
      { ...report, state: "unhealthy", since: at(5), problem: "timed out", connections: 1, dialMs: 80 },
      { ...report, state: "ejected", problem: "fails clients", connections: 4 },
    ],
  );
  expect(merged).toMatchObject({
    state: "unhealthy",
    since: at(5).toISOString(),
    problem: "refused",
    connections: 7,
    dialMs: 80,
    gateways: { reporting: 4, agreeing: 2 },
  });
});

test("a backend nobody reports is unknown, and one that is not deployed is left out", () => {
  const elsewhere = { ...report, environment: "sandbox" } as const;
  expect(mergeHealth([backend], [elsewhere])).toMatchObject([
    { ...backend, state: "unknown", since: null, gateways: { reporting: 0 } },
  ]);
});
