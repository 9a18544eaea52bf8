import { describe, expect, it } from "vitest";
import type { Budget, GoesBy, Lease, LeaseCall } from "#gateway/contract.ts";
import { BudgetAccounts } from "#gateway/data-plane/limits/budget-accounts.ts";
import { available, spend } from "#gateway/data-plane/test-kit/budgets.ts";

const rate: Budget = {
  key: "rate",
  kind: "rate",
  capacity: 100,
  perSecond: 100,
  mostLeased: 100,
  endsAtMs: 0,
};
const quota: Budget = { ...rate, key: "quota", kind: "quota", perSecond: 0, endsAtMs: 1_000_000 };
const slots: Budget = { ...rate, key: "slots", kind: "slots", capacity: 10, mostLeased: 10, perSecond: 0 };

function start(budgets: readonly Budget[] = [rate, quota, slots]) {
  const accounts = new BudgetAccounts();
  for (const budget of budgets) accounts.open(budget, 0);
  return {
    accounts,
    /** Calls, and answers each call with the lease of its budget. */
    hear: (nowMs: number, leases: Record<string, Lease>, goesBy: GoesBy = "shared"): readonly LeaseCall[] => {
      const calls = accounts.takeCalls(nowMs, nowMs);
      accounts.answer(
        calls.map(({ budget }) => leases[budget.key] ?? null),
        goesBy,
        nowMs,
      );
      return calls;
    },
    at: (nowMs: number) =>
      budgets.map(({ key }) => Math.round(available(accounts, key, nowMs) * 1_000) / 1_000),
  };
}

const all = (tokens: number, sharers = 1): Lease => ({ tokens, fairShare: tokens, sharers });
const whole = { rate: all(100), quota: all(100), slots: all(10) };
const half = { rate: all(50, 2), quota: all(50, 2), slots: all(5, 2) };

describe("what a worker holds of shared budgets", () => {
  it("is not known before the first lease, which bounds slots only, and what is leased then", () => {
    const { accounts, hear, at } = start();
    const unknown = Number.POSITIVE_INFINITY;
    expect([at(0), accounts.isSettled("rate")]).toEqual([[unknown, unknown, 0], false]);
    hear(0, whole);
    expect([at(0), accounts.isSettled("rate")]).toEqual([[100, 100, 10], true]);
  });

  it("is what was taken less, that while Redis was asked included", () => {
    const { accounts, at } = start();
    spend(accounts, "quota", 5);
    const calls = accounts.takeCalls(0, 0);
    spend(accounts, "quota", 7);
    accounts.hold("slots", 3);
    accounts.answer(
      calls.map(({ budget: { key } }) => (key === "quota" ? all(95) : all(10))),
      "shared",
      0,
    );
    expect(at(0).slice(1)).toEqual([88, 7]);
  });

  it("grows from when it was heard of: what grew before is in it", () => {
    const { accounts, hear, at } = start([rate]);
    hear(0, half);
    spend(accounts, "rate", 50);
    accounts.takeCalls(1_000, 1_000);
    accounts.answer([all(10, 2)], "shared", 1_100);
    expect(at(1_100)).toEqual([10]);
    expect(at(1_200)).toEqual([15]);
  });

  it("grows by its part of a rate, up to its part of the burst, and not for long unasked", () => {
    const { accounts, hear, at } = start([rate]);
    hear(0, half);
    expect(at(1_000)).toEqual([50]);
    spend(accounts, "rate", 50);
    hear(1_050, { rate: all(0, 2) });
    expect(at(1_150)).toEqual([5]);
    expect(at(60_000)).toEqual([12.5]);
    const known = accounts.find("rate");
    expect(known && accounts.perSecond(known)).toBe(50);
  });

  it("sets aside at once what is over its fair share, and gives it back with the next call", () => {
    const { accounts, hear, at } = start([quota]);
    hear(0, whole);
    const [call] = hear(1_000, { quota: { tokens: 100, fairShare: 50, sharers: 2 } });
    expect([call?.kept, at(1_000)]).toEqual([100, [50]]);
    expect(accounts.takeCalls(1_050, 1_050)).toMatchObject([{ kept: 50 }]);
  });

  it("is told every second, and every 20 ms while something is taken or others hold its share", () => {
    const { accounts, hear } = start([quota]);
    const due = (nowMs: number, lease: Lease) => hear(nowMs, { quota: lease }).length;
    expect(due(0, all(100))).toBe(1);
    expect([due(899, all(100)), due(1_000, all(100))]).toEqual([0, 1]);
    spend(accounts, "quota", 1);
    expect([due(1_019, all(99)), due(1_020, { tokens: 0, fairShare: 50, sharers: 2 })]).toEqual([0, 1]);
    expect([due(1_040, all(50, 2)), due(1_090, all(50, 2)), due(2_040, all(50, 2))]).toEqual([1, 0, 1]);
  });

  it("is asked for before a rate that grows back ceases to grow, until it has", () => {
    const { hear, at } = start([rate]);
    hear(0, { rate: all(10) });
    expect(at(150)).toEqual([25]);
    expect([hear(149, {}).length, hear(150, { rate: all(100) }).length]).toEqual([0, 1]);
    expect([hear(1_049, {}).length, hear(1_150, {}).length]).toEqual([0, 1]);
  });

  it("is told in turns where there are too many budgets for one call", () => {
    const many = Array.from({ length: 700 }, (_, number) => ({ ...quota, key: `quota ${number}` }));
    const { accounts, hear } = start(many);
    const told = [0, 0].flatMap(() => {
      for (const { key } of many) spend(accounts, key, 1);
      return hear(0, {}).map(({ budget }) => budget.key);
    });
    expect(hear(50, {}).map(({ budget }) => budget.key)).toEqual(many.slice(0, 500).map(({ key }) => key));
    expect(told).toEqual(many.map(({ key }) => key));
  });

  it("is asked for at once when most of it is used up and there may be more", () => {
    const { accounts, hear } = start([quota]);
    hear(0, { quota: all(10, 2) });
    expect([spend(accounts, "quota", 4), spend(accounts, "quota", 2)]).toEqual([false, true]);
    expect(hear(2, { quota: all(10) })).toHaveLength(1);
    // Alone with all that there is, there is nothing to ask for.
    expect(spend(accounts, "quota", 8)).toBe(false);
  });

  it("is told as sums, so that a call without an answer is made again and charged once", () => {
    const { accounts, hear } = start([quota]);
    spend(accounts, "quota", 5);
    const [first] = hear(0, {}, "as_before");
    spend(accounts, "quota", 2);
    const [second] = hear(300, {});
    expect([first?.spent, second?.spent]).toEqual([5, 7]);
  });

  it("tells a store that knows nothing what has not grown back yet", () => {
    const { accounts } = start([rate, quota]);
    for (const key of ["rate", "quota"]) spend(accounts, key, 80);
    expect(accounts.takeCalls(500, 500)).toMatchObject([
      { spent: 80, used: 30 },
      { spent: 80, used: 80 },
    ]);
  });

  it("is settled for the slots that were asked for, and not for those that are waited for since", () => {
    const { accounts, hear } = start([slots]);
    accounts.hold("slots", 4, 1);
    const isSettledAfter = (fairShare: number, nowMs: number): boolean => {
      hear(nowMs, { slots: { tokens: 4, fairShare, sharers: 2 } });
      return accounts.isSettled("slots");
    };
    expect([isSettledAfter(5, 0), isSettledAfter(4, 50)]).toEqual([false, true]);
    accounts.hold("slots", 4, 2);
    expect(accounts.isSettled("slots")).toBe(false);
    expect(isSettledAfter(4, 100)).toBe(true);
    accounts.hold("slots", 3, 1);
    expect(accounts.isSettled("slots")).toBe(true);
    accounts.makeRoom("slots", 0);
    expect(accounts.isSettled("slots")).toBe(false);
  });

  it("ends when it is closed and that was told, or with its window", () => {
    const { accounts, hear, at } = start([quota, slots]);
    hear(0, whole);
    accounts.close("slots");
    expect(at(10)).toEqual([100, Number.POSITIVE_INFINITY]);
    expect(hear(50, { slots: all(0) })).toMatchObject([{ budget: slots, kept: 0, isWanting: false }]);
    expect(accounts.takeCalls(2_000, 2_000).map(({ budget }) => budget.key)).toEqual(["quota"]);
    accounts.answer([null], "as_before", 2_000);
    expect(accounts.takeCalls(3_000, quota.endsAtMs)).toEqual([]);
  });
});

describe("what a worker goes by while Redis is away", () => {
  /** It had half of each, took some, and heard in second 1 that Redis is away. */
  function away(goesBy: GoesBy, leases: Record<string, Lease> = {}) {
    const worker = start();
    worker.hear(0, half);
    worker.accounts.hold("slots", 4);
    for (const key of ["rate", "quota"]) spend(worker.accounts, key, 50);
    worker.hear(1_000, leases, goesBy);
    return worker;
  }

  it("is its last share for a while, of which a rate grows on", () => {
    const { accounts, at } = away("as_before", whole);
    expect(at(2_000)).toEqual([50, 0, 1]);
    spend(accounts, "rate", 50);
    expect(at(2_500)).toEqual([25, 0, 1]);
  });

  it("is what its gateway leases by itself then, where loss allows", () => {
    expect(away("alone", { rate: all(70), quota: all(30), slots: all(9) }).at(1_000)).toEqual([70, 30, 5]);
  });

  it("is nothing then where loss refuses", () => {
    expect(away("refused").at(1_000)).toEqual([0, 0, -4]);
  });

  it("is at once what comes then for a budget of which it never had a share", () => {
    const { accounts, hear } = away("as_before", whole);
    for (const key of ["leased", "untold"]) accounts.open({ ...quota, key }, 2_000);
    hear(2_000, { ...whole, leased: all(60) }, "as_before");
    expect(["leased", "untold"].map((key) => accounts.isSettled(key))).toEqual([true, true]);
    expect(["leased", "untold"].map((key) => available(accounts, key, 2_000))).toEqual([60, 0]);
  });

  it("says that what it keeps is of its gateway alone, until Redis answers", () => {
    const { hear, at } = away("alone", whole);
    const calls = hear(2_000, { rate: all(10), quota: all(20), slots: all(6) });
    expect(calls.map(({ isAlone, held }) => [isAlone, held])).toEqual([
      [true, 0],
      [true, 0],
      [true, 4],
    ]);
    expect(at(2_000)).toEqual([10, 20, 2]);
    expect(hear(3_000, whole).map(({ isAlone }) => isAlone)).toEqual([false, false, false]);
  });

  it("says how many shared it with Redis, whatever its gateway leases by itself since", () => {
    const { hear } = start();
    const sharersOf = (calls: readonly LeaseCall[]) => calls.map(({ sharers }) => sharers);
    expect(sharersOf(hear(0, half))).toEqual([0, 0, 0]);
    expect(sharersOf(hear(1_000, whole, "alone"))).toEqual([2, 2, 2]);
    expect(sharersOf(hear(2_000, half))).toEqual([2, 2, 2]);
  });
});
