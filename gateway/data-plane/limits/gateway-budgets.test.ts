// What a worker may take of the budgets that it shares, and which handshakes wait for them.
import { describe, expect, it } from "vitest";
import type { Budget, Lease } from "#gateway/contract.ts";
import { BudgetBucket } from "#gateway/data-plane/limits/budget-bucket.ts";
import { GatewayBudgets } from "#gateway/data-plane/limits/gateway-budgets.ts";
import { TokenBucket } from "#gateway/data-plane/limits/token-bucket.ts";
import { available, leasedBudgets, spend } from "#gateway/data-plane/test-kit/budgets.ts";

const rate: Budget = {
  key: "rate s messages both 0",
  kind: "rate",
  capacity: 100,
  perSecond: 0,
  mostLeased: 100,
  endsAtMs: 0,
};
const slots: Budget = { ...rate, key: "slots", kind: "slots", capacity: 10 };

/** What others have yet to give back, and what nobody has. */
const comes = (tokens: number): Lease => ({ tokens, fairShare: tokens + 1, sharers: 2 });
const isAll = (tokens: number): Lease => ({ tokens, fairShare: tokens, sharers: 2 });

/** A worker with slots: what waits for one, and who was heard of in the end. */
function openedSlots() {
  const { budgets, round, now } = leasedBudgets();
  const heard: string[] = [];
  let counted = 0;
  budgets.open("s", [slots]);
  const wait = (name: string): (() => void) => {
    counted += 1;
    budgets.hold(slots.key, counted);
    return budgets.whenSettled(["s"], () => heard.push(name));
  };
  return { budgets, round, now, heard, wait };
}

describe("a budget of a worker", () => {
  it("is without end until something of it is leased, and what was taken is told all the same", () => {
    const { budgets, round, now } = leasedBudgets();
    budgets.open("s", [rate]);
    spend(budgets, rate.key, 7);
    expect(available(budgets, rate.key, now())).toBe(Number.POSITIVE_INFINITY);
    expect(round(() => isAll(40))).toMatchObject([{ spent: 7 }]);
    expect(available(budgets, rate.key, now())).toBe(40);
    expect(round()).toEqual([]);
  });

  it("has no slots until some are leased", () => {
    const { budgets, round, now } = leasedBudgets();
    budgets.open("s", [slots]);
    budgets.hold(slots.key, 1);
    expect(budgets.freeSlots(slots.key, now())).toBe(-1);
    round(() => isAll(4));
    expect(budgets.freeSlots(slots.key, now())).toBe(3);
  });

  it("goes on with its sums where it is closed and opened again before anybody heard of it", () => {
    const { budgets, round } = leasedBudgets();
    budgets.open("s", [rate]);
    spend(budgets, rate.key, 3);
    budgets.close("s");
    budgets.open("s", [rate]);
    expect(round()).toMatchObject([{ spent: 3, isWanting: true }]);
    budgets.close("s");
    expect(round()).toMatchObject([{ spent: 3, isWanting: false, kept: 0 }]);
  });

  it("is asked for again where its numbers change, and closed where the plan has it no more", () => {
    const { budgets, round } = leasedBudgets();
    budgets.open("s", [rate]);
    round();
    budgets.open("s", [{ ...rate, capacity: 500 }]);
    expect(round()).toMatchObject([{ budget: { capacity: 500 } }]);
    budgets.open("s", []);
    expect(round()).toMatchObject([{ isWanting: false }]);
  });

  it("is given back at once where another worker wants it", () => {
    const { budgets, round } = leasedBudgets();
    budgets.open("s", [rate]);
    round();
    budgets.makeRoom(rate.key, 30);
    expect(round(() => isAll(30))).toMatchObject([{ kept: 30 }]);
  });

  it("bounds a bucket anew that outlived it", () => {
    const { budgets, round, now } = leasedBudgets();
    const bucket = new BudgetBucket(new TokenBucket(1_000, 1_000, 0), budgets, () => rate, now);
    const opened = (tokens: number): number => {
      budgets.open("s", [rate]);
      round(() => ({ tokens, fairShare: tokens, sharers: 1 }));
      bucket.available(now());
      bucket.take(7);
      return Math.floor(bucket.available(now()));
    };
    expect(opened(40)).toBe(33);
    budgets.close("s");
    for (let count = 0; count < 4; count++) round(); // told, and then forgotten
    expect(budgets.find(rate.key)).toBeNull();
    expect(opened(20)).toBe(13);
  });

  it("is the whole of it for a data plane that shares with nobody, at once", () => {
    const alone = new GatewayBudgets({ now: () => 0, unixNow: () => 0, onWanting: null });
    const heard: string[] = [];
    alone.open("s", [rate, slots]);
    alone.hold(slots.key, 10);
    alone.whenSettled(["s"], () => heard.push("at once"));
    spend(alone, rate.key, 30);
    expect(heard).toEqual(["at once"]);
    expect([available(alone, rate.key, 0), alone.freeSlots(slots.key, 0)]).toEqual([70, 0]);
  });
});

describe("a handshake", () => {
  it("waits for its share, and not where it has given up", () => {
    const { budgets, round } = leasedBudgets();
    const heard: string[] = [];
    budgets.open("s", [rate]);
    budgets.whenSettled(["s"], () => heard.push("waits"));
    budgets.whenSettled(["s"], () => heard.push("gave up"))();
    round(() => comes(0));
    expect(heard).toEqual([]);
    round(() => isAll(0));
    budgets.whenSettled(["s"], () => heard.push("at once"));
    expect(heard).toEqual(["waits", "at once"]);
  });

  it("waits for a slot in turn, and it is told how many do", () => {
    const { round, heard, wait } = openedSlots();
    wait("first");
    wait("second");
    expect(round(() => comes(1))).toMatchObject([{ held: 0, needed: 2 }]);
    expect(heard).toEqual(["first"]);
    expect(round(() => comes(2))).toMatchObject([{ held: 1, needed: 2 }]);
    expect(heard).toEqual(["first", "second"]);
  });

  it("waits for a slot no longer than until there is none for it anywhere", () => {
    const { budgets, round, now, heard, wait } = openedSlots();
    wait("first");
    round((call) => {
      wait("second");
      return isAll(call.held);
    });
    // What was answered to the first says nothing of the second.
    expect(heard).toEqual([]);
    round(({ held }) => isAll(held));
    expect(heard).toEqual(["first", "second"]);
    expect(budgets.freeSlots(slots.key, now())).toBeLessThan(0);
  });

  it("of two owners waits for a slot of each", () => {
    const { budgets, round, heard } = openedSlots();
    const ofApi: Budget = { ...slots, key: "slots of the API" };
    budgets.open("api", [ofApi]);
    for (const { key } of [slots, ofApi]) budgets.hold(key, 1);
    budgets.whenSettled(["s", "api"], () => heard.push("has both"));
    round(({ budget }) => comes(budget.key === ofApi.key ? 0 : 1));
    expect(heard).toEqual([]);
    round(() => comes(1));
    expect(heard).toEqual(["has both"]);
    expect(round()).toMatchObject([
      { held: 1, needed: 1 },
      { held: 1, needed: 1 },
    ]);
  });

  it("is let on where Redis is away and the policy says what it may have", () => {
    const { budgets, round, now, heard, wait } = openedSlots();
    wait("refused");
    round(() => null, "refused");
    expect(heard).toEqual(["refused"]);
    expect(budgets.freeSlots(slots.key, now())).toBeLessThan(0);
  });
});
