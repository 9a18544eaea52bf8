import { expect, it } from "vitest";
import { unlimited } from "#lib/routes/plan-record.ts";
import { seededPlans } from "./plan.ts";
import { planWords } from "./plan-words.ts";

it("says what the seeded plans allow", () => {
  expect(seededPlans.map(({ limits }) => planWords(limits))).toEqual([
    ["50,000 messages a day both ways; then the connection is closed"],
    ["25,000 messages a day both ways; then the connection is closed"],
    ["5,000 messages a day both ways; then the connection is closed"],
    ["No limits"],
  ]);
});

it("names each limit with its unit, its direction and what exceeding it does", () => {
  const limits = {
    ...unlimited,
    quotas: [
      { unit: "bytes", amount: 5 * 1_048_576, per: "hour", directions: "fromBackend", action: "slow" },
    ] as const,
    rates: [
      {
        scope: "connection",
        unit: "messages",
        perSecond: 1,
        burst: 10,
        directions: "fromClient",
        action: "drop",
      },
    ] as const,
    timeZone: "Asia/Kolkata",
    maxConnections: 1,
    maxNewConnectionsPerSecond: 20,
    maxMessageBytes: 1_500,
    maxConnectionAgeMs: 5_400_000,
  };
  expect(planWords({ ...limits, quotas: [...limits.quotas], rates: [...limits.rates] })).toEqual([
    "5 MiB an hour from the backend; then messages wait for the next one",
    "Quotas begin anew by the clocks of Asia/Kolkata",
    "1 message a second from the client on each connection, up to 10 messages at once; more are dropped",
    "1 connection at a time",
    "20 new connections a second",
    "Messages of up to 1,500 bytes",
    "A connection lasts for at most 90 minutes",
  ]);
});
