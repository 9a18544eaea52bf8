// Which budgets of an API and its topics a worker has a use for, from its first connection to its last.
import { describe, expect, it } from "vitest";
import { ApiShares } from "#gateway/data-plane/limits/api-shares.ts";
import { RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import { leasedBudgets } from "#gateway/data-plane/test-kit/budgets.ts";
import { route, routeEntry, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import type { RateLimit, RuntimeLimits } from "#lib/routes/limits.ts";

const numbers = {
  direction: "fromClient",
  unit: "messages",
  perSecond: 5,
  burst: 9,
  action: "close",
} as const;
const ofApi: RateLimit = { scope: "api", ...numbers };
const ofTopic: RateLimit = { scope: "topic", ...numbers };
const [a, b] = [topic("/a"), topic("/b")];

function record(limits: Partial<RuntimeLimits>) {
  return route("ws://backend.test", { limits, topics: [a, b] });
}

function start(limits: Partial<RuntimeLimits>) {
  const { budgets, round } = leasedBudgets();
  const shares = new ApiShares(budgets);
  const table = new RoutingTable();
  const apply = (of: ReturnType<typeof record>) =>
    shares.follow(table.apply({ revision: 1, isFull: false, entries: [routeEntry(of)] }), table);
  const known = new Set<string>();
  const opened = () => {
    const keys = round().map(({ budget }) => budget.key);
    const fresh = keys.filter((key) => !known.has(key));
    for (const key of fresh) known.add(key);
    return fresh;
  };
  const closed = () =>
    round()
      .filter(({ isWanting }) => !isWanting)
      .map(({ budget }) => budget.key);
  return { round, shares, of: record(limits), apply, opened, closed };
}

describe("what workers share of an API", () => {
  it("is opened with its first connection, and of a topic with the topic's first", () => {
    const { shares, of, opened } = start({
      maxConnections: 3,
      maxNewConnectionsPerSecond: 2,
      rateLimits: [ofApi, ofTopic],
    });
    const rate = "rate api-echo";
    shares.enter(of, a);
    expect(opened()).toEqual([
      `${rate} api fromClient messages 5 9 close`,
      "connections api api-echo",
      "new connections api api-echo",
      `${rate} topic fromClient messages 5 9 close /a`,
    ]);
    shares.enter(of, b);
    shares.enter(of, b);
    expect(opened()).toEqual([`${rate} topic fromClient messages 5 9 close /b`]);
  });

  it("is closed with the last connection of each", () => {
    const { round, shares, of, opened, closed } = start({ maxConnections: 3, rateLimits: [ofTopic] });
    for (const its of [a, b, b]) shares.enter(of, its);
    opened();
    shares.leave("api-echo", "/b");
    expect(round()).toMatchObject([{ budget: { kind: "slots" }, held: 2, isWanting: true }]);
    shares.leave("api-echo", "/b");
    expect(closed()).toEqual(["rate api-echo topic fromClient messages 5 9 close /b"]);
    shares.leave("api-echo", "/a");
    expect(closed()).toHaveLength(2);
  });

  it("follows the API's limits while there are connections, those that were there included", () => {
    const { round, shares, of, apply, closed } = start({});
    apply(of);
    shares.enter(of, a);
    expect(round()).toEqual([]);
    apply(record({ maxConnections: 7 }));
    expect(round()).toMatchObject([{ budget: { capacity: 7 }, held: 1 }]);
    apply(record({}));
    expect(closed()).toEqual(["connections api api-echo"]);
  });
});
