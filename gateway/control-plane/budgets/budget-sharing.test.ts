// How a gateway's primary carries budgets between its workers and a store that gateways share.
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import type { Budget, ToWorker } from "#gateway/contract.ts";
import type { Lease, LeaseCall } from "./budget.ts";
import { BudgetAccounts } from "./budget-accounts.ts";
import { BudgetSharing } from "./budget-sharing.ts";

const slots: Budget = {
  key: "slots",
  kind: "slots",
  capacity: 10,
  perSecond: 0,
  mostLeased: 10,
  endsAtMs: 0,
};
const quota: Budget = { ...slots, key: "quota", kind: "quota", capacity: 100, mostLeased: 100 };

/** Leases everything to the only gateway there is, and keeps what it was told. */
class MemoryStore {
  isReady = true;
  readonly trouble = "Redis is not connected";
  isClosed = false;
  readonly calls: LeaseCall[] = [];

  async call(calls: readonly LeaseCall[]): Promise<{ calls: readonly LeaseCall[]; leases: Lease[] }> {
    this.calls.push(...calls);
    const leases = calls.map(({ budget, spent }) => {
      const tokens = budget.capacity - spent;
      return { tokens, fairShare: tokens, gateways: 1 };
    });
    return { calls, leases };
  }

  close(): void {
    this.isClosed = true;
  }
}

function start() {
  const store = new MemoryStore();
  const told: { readonly worker: number; readonly available: number; readonly key: string }[] = [];
  const tellOne = (worker: number, message: ToWorker): void => {
    if (message.type !== "budgets") return;
    for (const { key, available } of message.allowances) told.push({ worker, key, available });
  };
  let nowMs = 0;
  const sharing = new BudgetSharing({
    store,
    tellOne,
    accounts: new BudgetAccounts({ graceMs: 1_000, onLoss: "refuse" }),
    environment: "default",
    log: pino({ level: "silent" }),
    now: () => nowMs,
    unixNow: () => nowMs,
  });
  return {
    ...{ sharing, store, told },
    advance: (ms: number) => {
      nowMs += ms;
    },
    opens: (worker: number, ...opened: Budget[]) => sharing.hear(worker, { opened, closed: [], used: [] }),
    uses: (worker: number, key: string, use: { spent?: number; held?: number; waiting?: number }) => {
      const used = [{ key, spent: 0, held: 0, waiting: 0, ...use }];
      sharing.hear(worker, { opened: [], closed: [], used });
    },
  };
}

describe("the primary's share of budgets", () => {
  it("is asked for at once when a worker opens one, under the environment's name, and told to it", async () => {
    const { store, told, opens } = start();
    opens(1, quota);
    await expect.poll(() => told).toContainEqual({ worker: 1, key: "quota", available: 100 });
    expect(store.calls).toMatchObject([{ budget: { key: "default quota", capacity: 100 } }]);
  });

  it("is told to the other workers less what one has taken, and not to that one", async () => {
    const { told, opens, uses } = start();
    for (const worker of [1, 2]) opens(worker, quota);
    await expect.poll(() => told).toContainEqual({ worker: 2, key: "quota", available: 100 });
    told.length = 0;
    uses(1, "quota", { spent: 30 });
    expect(told).toEqual([{ worker: 2, key: "quota", available: 70 }]);
  });

  it("keeps what a worker that is gone has spent, and frees what it held", async () => {
    const { sharing, told, opens, uses } = start();
    for (const worker of [1, 2]) opens(worker, quota, slots);
    await expect.poll(() => told).toContainEqual({ worker: 2, key: "slots", available: 10 });
    uses(1, "quota", { spent: 30 });
    uses(1, "slots", { held: 4 });
    expect(told.at(-1)).toEqual({ worker: 2, key: "slots", available: 6 });
    sharing.remove(1);
    told.length = 0;
    sharing.makeRoom("default slots", 10);
    sharing.makeRoom("default quota", 100);
    expect(told).toEqual([
      { worker: 2, key: "slots", available: 10 },
      { worker: 2, key: "quota", available: 70 },
    ]);
  });

  it("is given back at the end, sums included, and the store closed", async () => {
    const { sharing, store, told, opens, uses, advance } = start();
    opens(1, quota);
    await expect.poll(() => told.length).toBeGreaterThan(0);
    uses(1, "quota", { spent: 5 });
    advance(100);
    await sharing.stop();
    expect(store.calls.at(-1)).toMatchObject({ spent: 5, kept: 0, isWanting: false });
    expect(store.isClosed).toBe(true);
  });

  it("goes by the policy while the store is away, and says since when", async () => {
    const { sharing, store, told, opens, advance } = start();
    opens(1, quota);
    await expect.poll(() => told).toContainEqual({ worker: 1, key: "quota", available: 100 });
    store.isReady = false;
    advance(500);
    opens(1, slots);
    await expect.poll(() => sharing.away).toMatchObject({ since: new Date(500), goesBy: "as_before" });
    advance(1_000);
    expect(sharing.away).toMatchObject({ goesBy: "refused" });
    store.isReady = true;
    opens(1, { ...slots, capacity: 9 });
    await expect.poll(() => sharing.away).toBeNull();
  });
});
