// Which connections share an allowance, and what a change of limits leaves of it.
import { describe, expect, it } from "vitest";
import { apiBudgets } from "#gateway/data-plane/limits/api-budgets.ts";
import { type Meter, meterVerdict, type RelayLimits } from "#gateway/data-plane/limits/meter.ts";
import { needsPlainFrames, RateLimits } from "#gateway/data-plane/limits/rate-limits.ts";
import { permitsAll } from "#gateway/data-plane/routing/permitted.ts";
import { ApiRoute, RoutingTable } from "#gateway/data-plane/routing/routing-table.ts";
import { leasedBudgets } from "#gateway/data-plane/test-kit/budgets.ts";
import { route, routeEntry, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import type { RateLimit } from "#lib/routes/limits.ts";
import type { RouteRecord } from "#lib/routes/route-record.ts";

function limit(overrides: Partial<RateLimit> = {}): RateLimit {
  return {
    scope: "api",
    direction: "fromClient",
    unit: "messages",
    perSecond: 1,
    burst: 4,
    action: "close",
    ...overrides,
  };
}

function record(rateLimits: RateLimit[], topics = [topic("/a"), topic("/b")]): RouteRecord {
  return route("ws://backend.test", { limits: { rateLimits }, topics });
}

/** How many messages a meter lets pass at this moment. */
function allowed(meter: Meter | null, nowMs = 0): number {
  for (let count = 0; ; count++) if (meter?.judge(nowMs) !== meterVerdict.pass) return count;
}

function start() {
  const limits = new RateLimits(
    () => 0,
    () => 0,
    leasedBudgets().budgets,
  );
  const limitsOf = (of: RouteRecord, address: string, former: RelayLimits | null = null): RelayLimits => {
    const api = new ApiRoute(of);
    const found = api.findTopic(address) ?? topic(address);
    return limits.limitsOf({ api, topic: found, use: null, permitted: permitsAll, canDrop: true, former });
  };
  const meterOf = (of: RouteRecord, address: string): Meter | null => limitsOf(of, address).meterFromClient;
  return { limits, limitsOf, meterOf };
}

describe("RateLimits", () => {
  it("has no meter where nothing limits the direction", () => {
    const { meterOf } = start();
    expect(meterOf(record([limit({ direction: "fromBackend" })]), "/a")).toBe(null);
  });

  it.each([
    ["connection", 4, 4],
    ["topic", 0, 4],
    ["api", 0, 0],
  ] as const)("shares the allowance of a %s", (scope, sameTopic, otherTopic) => {
    const { meterOf } = start();
    const of = record([limit({ scope })]);
    expect(allowed(meterOf(of, "/a"))).toBe(4);
    expect([allowed(meterOf(of, "/a")), allowed(meterOf(of, "/b"))]).toEqual([sameTopic, otherTopic]);
  });

  it("adds the limits of the topic to those of the API", () => {
    const { meterOf } = start();
    const policy = { inspect: false, rateLimits: [limit({ scope: "connection", burst: 2 })] };
    const of = record([limit()], [topic("/a", { policy }), topic("/b")]);
    expect([allowed(meterOf(of, "/a")), allowed(meterOf(of, "/b"))]).toEqual([2, 2]);
  });

  it("has no more of what workers share than it has leased", () => {
    const { limits, meterOf } = start();
    const ofApi = record([limit({ scope: "api" })]);
    const { budgets } = limits.parts;
    budgets.open("api", apiBudgets(ofApi));
    const tokens = budgets.takeCalls().map(() => 3);
    budgets.hear(
      tokens.map((it) => ({ tokens: it, fairShare: it, sharers: 4 })),
      "shared",
    );
    expect(allowed(meterOf(ofApi, "/a"))).toBe(3);
    expect(allowed(meterOf(record([limit({ scope: "connection" })]), "/a"))).toBe(4);
  });

  it("keeps what is left of a limit that has not changed, and no other", () => {
    const { limits, limitsOf, meterOf } = start();
    const kept = [limit({ scope: "connection", perSecond: 3 }), limit({ perSecond: 2 })];
    const former = limitsOf(record(kept), "/a");
    expect(allowed(former.meterFromClient)).toBe(4);
    const follow = (next: RouteRecord): void => {
      const table = new RoutingTable();
      limits.follow(table.apply({ revision: 1, isFull: true, entries: [routeEntry(next)] }), table);
    };
    follow(record([...kept, limit({ burst: 9 })]));
    expect(allowed(limitsOf(record(kept), "/a", former).meterFromClient)).toBe(0);
    follow(record([kept[0] ?? limit()]));
    expect(allowed(meterOf(record([limit({ perSecond: 2 })]), "/b"))).toBe(4);
  });

  it("lets bytes pass that fit, and begins no message in debt", () => {
    const { meterOf } = start();
    const meter = meterOf(record([limit({ unit: "bytes", perSecond: 100, burst: 100 })]), "/a");
    expect(meter?.judge(0, 101)).toBe(meterVerdict.close);
    expect(meter?.exceeded).toBe("100 bytes per second on this API: wait 1 s");
    expect(meter?.judge(0, 100)).toBe(meterVerdict.pass);
    meter?.charge(1, 150, 0);
    expect(meter?.judge(400, 0)).toBe(meterVerdict.close);
    expect(meter?.judge(500, 0)).toBe(meterVerdict.pass);
  });

  it("takes nothing from one limit for a message that another one refuses", () => {
    const { meterOf } = start();
    const meter = meterOf(record([limit({ burst: 3 }), limit({ burst: 1, action: "drop" })]), "/a");
    expect([meter?.judge(0), meter?.judge(0), meter?.judge(0)]).toEqual([
      meterVerdict.pass,
      meterVerdict.drop,
      meterVerdict.drop,
    ]);
    expect(meter?.judge(1_000)).toBe(meterVerdict.pass);
    expect(meter?.judge(2_000)).toBe(meterVerdict.pass);
  });

  it("says how long to read no more from who is slowed down", () => {
    const { meterOf } = start();
    const meter = meterOf(record([limit({ action: "slow", perSecond: 10, burst: 4 })]), "/a");
    expect(meter?.charge(4, 0, 0)).toBe(0);
    expect(meter?.charge(5, 0, 0)).toBe(500);
    expect(meter?.judge(0)).toBe(meterVerdict.pass);
    expect(meter?.charge(0, 0, 500)).toBe(0);
  });

  it("slows down instead of dropping where dropping would spoil what follows", () => {
    const limits = new RateLimits(
      () => 0,
      () => 0,
      leasedBudgets().budgets,
    );
    const api = new ApiRoute(record([limit({ action: "drop", burst: 1 })]));
    const meter = limits.limitsOf({
      api,
      topic: topic("/a"),
      use: null,
      permitted: permitsAll,
      canDrop: false,
      former: null,
    }).meterFromClient;
    expect([meter?.judge(0), meter?.charge(2, 0, 0)]).toEqual([meterVerdict.pass, 1_000]);
  });
});

describe("needsPlainFrames", () => {
  it("is true where the API or the topic drops messages", () => {
    const dropping = { inspect: false, rateLimits: [limit({ action: "drop" })] };
    expect(needsPlainFrames(record([limit()]), topic("/a"), null)).toBe(false);
    expect(needsPlainFrames(record([limit({ action: "drop" })]), topic("/a"), null)).toBe(true);
    expect(needsPlainFrames(record([]), topic("/a", { policy: dropping }), null)).toBe(true);
  });
});
