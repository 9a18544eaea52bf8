// What a worker may take of a budget that gateways share, between two words of its primary.
import { describe, expect, it } from "vitest";
import type { Budget, BudgetAllowance } from "#gateway/contract.ts";
import { GatewayBudgets } from "#gateway/data-plane/limits/gateway-budgets.ts";

const rate: Budget = {
  key: "rate s messages both 0",
  kind: "rate",
  capacity: 100,
  perSecond: 10,
  mostLeased: 100,
  endsAtMs: 0,
};

function told(more: Partial<BudgetAllowance> = {}): BudgetAllowance {
  return {
    key: rate.key,
    available: 40,
    perSecond: 20,
    spent: 0,
    held: 0,
    waiting: 0,
    isSettled: true,
    ...more,
  };
}

/** A worker that has opened a rate and reported it. */
function opened() {
  const budgets = new GatewayBudgets(() => 0);
  budgets.open("s", [rate]);
  budgets.takeReport();
  return budgets;
}

const slots: Budget = { ...rate, key: "slots", kind: "slots", capacity: 10, perSecond: 0 };
const noSlot = { key: slots.key, available: 0, perSecond: 0 };

/** A worker with slots: what waits for one, and who was heard of in the end. */
function openedSlots() {
  const budgets = new GatewayBudgets(() => 0);
  const heard: string[] = [];
  let counted = 0;
  budgets.open("s", [slots]);
  const wait = (name: string): void => {
    counted += 1;
    budgets.hold(slots.key, counted);
    budgets.whenSettled(["s"], () => heard.push(name));
  };
  return { budgets, heard, wait };
}

describe("a budget of a worker", () => {
  it("is without end until the primary has told of it, and what it took is reported all the same", () => {
    const budgets = opened();
    budgets.spend(rate.key, 7);
    expect(budgets.available(rate.key, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(budgets.takeReport()?.used).toEqual([{ key: rate.key, spent: 7, held: 0, waiting: 0 }]);
    expect(budgets.takeReport()).toBeNull();
  });

  it("is what was told, less what it took that the primary did not know of", () => {
    const budgets = opened();
    budgets.spend(rate.key, 15);
    budgets.hear([told({ spent: 10 })]);
    expect(budgets.available(rate.key, 0)).toBe(35);
    budgets.spend(rate.key, 5);
    expect(budgets.available(rate.key, 0)).toBe(30);
  });

  it("grows until it is told anew, and for 250 ms at most", () => {
    const budgets = opened();
    budgets.hear([told()]);
    expect([100, 250, 5_000].map((nowMs) => budgets.available(rate.key, nowMs))).toEqual([42, 45, 45]);
  });

  it("goes on with its sums where it is closed and opened again before anybody heard of it", () => {
    const budgets = opened();
    budgets.spend(rate.key, 3);
    budgets.close("s");
    budgets.open("s", [rate]);
    expect(budgets.takeReport()).toMatchObject({ closed: [], used: [{ spent: 3 }] });
    budgets.close("s");
    expect(budgets.takeReport()).toMatchObject({ opened: [], closed: [rate.key] });
    expect(budgets.available(rate.key, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it("is reported again where its numbers change, and closed where the plan has it no more", () => {
    const budgets = opened();
    budgets.open("s", [{ ...rate, capacity: 500 }]);
    expect(budgets.takeReport()?.opened).toMatchObject([{ capacity: 500 }]);
    budgets.open("s", []);
    expect(budgets.takeReport()?.closed).toEqual([rate.key]);
  });

  it("has a handshake wait for its share, and not where it has given up", () => {
    const budgets = opened();
    const heard: string[] = [];
    budgets.whenSettled(["s"], () => heard.push("waits"));
    budgets.whenSettled(["s"], () => heard.push("gave up"))();
    budgets.hear([told({ isSettled: false })]);
    expect(heard).toEqual([]);
    budgets.hear([told()]);
    budgets.whenSettled(["s"], () => heard.push("at once"));
    expect(heard).toEqual(["waits", "at once"]);
  });

  it("has handshakes wait for slots in turn, and tells how many do", () => {
    const { budgets, heard, wait } = openedSlots();
    wait("first");
    wait("second");
    expect(budgets.takeReport()?.used).toMatchObject([{ held: 0, waiting: 2 }]);
    budgets.hear([told({ ...noSlot, available: 1, isSettled: false })]);
    expect(heard).toEqual(["first"]);
    expect(budgets.takeReport()?.used).toMatchObject([{ held: 1, waiting: 1 }]);
    budgets.hear([told({ ...noSlot, available: 1, held: 1, isSettled: false })]);
    expect(heard).toEqual(["first", "second"]);
  });

  it("has a handshake wait for a slot no longer than until there is none for it anywhere", () => {
    const { budgets, heard, wait } = openedSlots();
    wait("first");
    budgets.hear([told({ ...noSlot, waiting: 1, isSettled: false })]);
    // Settled for nobody who waits.
    budgets.hear([told(noSlot)]);
    expect(heard).toEqual([]);
    budgets.hear([told({ ...noSlot, waiting: 1 })]);
    expect(heard).toEqual(["first"]);
    expect(budgets.available(slots.key, 0)).toBeLessThan(0);
  });

  it("has a handshake of two owners wait for a slot of each", () => {
    const { budgets, heard } = openedSlots();
    const ofApi: Budget = { ...slots, key: "slots of the API" };
    budgets.open("api", [ofApi]);
    for (const { key } of [slots, ofApi]) budgets.hold(key, 1);
    budgets.whenSettled(["s", "api"], () => heard.push("has both"));
    const one = { ...noSlot, available: 1, waiting: 1, isSettled: false };
    budgets.hear([told(one)]);
    expect(heard).toEqual([]);
    budgets.hear([told({ ...one, key: ofApi.key })]);
    expect(heard).toEqual(["has both"]);
    expect(budgets.takeReport()?.used).toMatchObject([
      { key: slots.key, held: 1, waiting: 0 },
      { key: ofApi.key, held: 1, waiting: 0 },
    ]);
  });
});
