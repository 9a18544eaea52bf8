// The rules by which budgets are leased, of both who lease them: the same tests for Redis and for a gateway's own ledger.
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Budget } from "#gateway/contract.ts";
import { BudgetAccounts } from "#gateway/data-plane/limits/budget-accounts.ts";
import { available, spend } from "#gateway/data-plane/test-kit/budgets.ts";
import { describeWithRedis, RedisServer } from "#gateway/test-kit/redis-server.ts";
import { LEASE_TTL_MS, type LeaseStore } from "./control-plane/budgets/budget.ts";
import { LeaseLedger } from "./control-plane/budgets/lease-ledger.ts";
import { RedisLeaseStore } from "./control-plane/budgets/redis-lease-store.ts";

/** Short, so that a worker that says nothing is soon dead. */
const TTL_MS = 400;
/** A test does not wait between two calls. */
const ALWAYS = { low: 0, busy: 0, growing: 0, idle: 0 };
let redis: RedisServer;
const workers: SharingWorker[] = [];
let lastKey = 0;

beforeAll(async () => {
  redis = await RedisServer.start();
});
afterEach(() => {
  for (const worker of workers.splice(0)) worker.store.close();
});
afterAll(() => redis.stop());

/** What a worker and its primary do with accounts and store, one round at a time. */
class SharingWorker {
  readonly troubles: string[] = [];
  readonly accounts = new BudgetAccounts({ callEveryMs: ALWAYS });
  readonly store: LeaseStore;
  readonly #holder: string;
  isAway = false;

  constructor(holder: string, makeStore: (onTrouble: (reason: string) => void) => LeaseStore) {
    this.#holder = holder;
    this.store = makeStore((reason) => this.troubles.push(reason));
    workers.push(this);
  }

  async round(): Promise<void> {
    const calls = this.accounts.takeCalls(performance.now(), Date.now());
    try {
      const [leases = []] = await this.store.call([{ holder: this.#holder, calls }]);
      this.accounts.answer(leases, "shared", performance.now());
      this.isAway = false;
    } catch (error) {
      this.troubles.push(String(error));
      this.accounts.answer([], "as_before", performance.now());
      this.isAway = true;
    }
  }

  open(budget: Budget): void {
    this.accounts.open(budget, performance.now());
  }

  available({ key }: Budget): number {
    return available(this.accounts, key, performance.now());
  }

  spend({ key }: Budget, amount: number): void {
    spend(this.accounts, key, amount);
  }
}

type Start = (holder: string, leaseTtlMs?: number) => Promise<SharingWorker>;

const startWithRedis: Start = async (holder, leaseTtlMs = TTL_MS) => {
  const worker = new SharingWorker(
    holder,
    (onTrouble) => new RedisLeaseStore({ url: redis.url, leaseTtlMs, onTrouble }),
  );
  await expect.poll(() => worker.store.isReady).toBe(true);
  return worker;
};

const ledger = new LeaseLedger({
  now: () => performance.now(),
  unixNow: Date.now,
  leaseTtlMs: TTL_MS,
  onWanted: () => {},
});
const startWithLedger: Start = async (holder) => new SharingWorker(holder, () => ledger);

function budget(kind: Budget["kind"], capacity: number, more: Partial<Budget> = {}): Budget {
  const endsAtMs = kind === "quota" ? Date.now() + 3_600_000 : 0;
  return { key: `k${++lastKey}`, kind, capacity, perSecond: 0, mostLeased: capacity, endsAtMs, ...more };
}

/** Two workers that both want a budget, after they have heard of each other. */
async function twoWith(
  started: Start,
  shared: Budget,
  leaseTtlMs = TTL_MS,
): Promise<[SharingWorker, SharingWorker]> {
  const [one, two] = [await started("one", leaseTtlMs), await started("two", leaseTtlMs)];
  for (const worker of [one, two]) worker.open(shared);
  await one.round();
  await two.round();
  await one.round(); // hears that there are two, and sets half aside
  await one.round(); // gives it back
  await two.round();
  return [one, two];
}

describeWithRedis.each([
  ["Redis", startWithRedis],
  ["a gateway's own ledger", startWithLedger],
])("a budget in %s", (_, started) => {
  it("is all that one worker's that wants it alone", async () => {
    const worker = await started("one");
    const all = [budget("rate", 100, { perSecond: 10 }), budget("quota", 70), budget("slots", 5)];
    for (const it of all) worker.open(it);
    await worker.round();
    expect(all.map((it) => Math.floor(worker.available(it)))).toEqual([100, 70, 5]);
  });

  it("goes in equal parts to two, the first of which had it all", async () => {
    const shared = budget("quota", 100);
    const [one, two] = await twoWith(started, shared);
    expect([one.available(shared), two.available(shared)]).toEqual([50, 50]);
  });

  it("is leased by no more than the most that may be lost", async () => {
    const worker = await started("one");
    const quota = budget("quota", 100, { mostLeased: 10 });
    worker.open(quota);
    await worker.round();
    expect(worker.available(quota)).toBe(10);
    worker.spend(quota, 10);
    await worker.round();
    expect(worker.available(quota)).toBe(10);
  });

  it("is never exceeded by two that take what they can, and both get some", async () => {
    const shared = budget("rate", 200, { perSecond: 1_000 });
    const [one, two] = [await started("one"), await started("two")];
    const taken = [0, 0];
    for (const worker of [one, two]) worker.open(shared);
    const startMs = performance.now();
    const hammer = async (worker: SharingWorker, place: number): Promise<void> => {
      while (performance.now() - startMs < 1_500) {
        await worker.round();
        const amount = Math.floor(Math.max(0, worker.available(shared)) * Math.random() * 2);
        if (amount > worker.available(shared)) continue;
        worker.spend(shared, amount);
        taken[place] = (taken[place] ?? 0) + amount;
        await pause(Math.random() * 10);
      }
    };
    await Promise.all([hammer(one, 0), hammer(two, 1)]);
    const allowed = 200 + performance.now() - startMs;
    const [first = 0, second = 0] = taken;
    expect(first + second).toBeLessThanOrEqual(allowed * 1.01);
    expect(first + second).toBeGreaterThan(allowed * 0.7);
    expect(Math.min(first, second)).toBeGreaterThan(100);
  });

  it.each([1_000, 7])(
    "lets whole numbers of a quota of %i be used up to the last, and no further",
    async (amount) => {
      const shared = budget("quota", amount);
      const both = [await started("one"), await started("two")];
      for (const worker of both) worker.open(shared);
      let taken = 0;
      for (let round = 0; round < 60; round++) {
        for (const worker of both) {
          await worker.round();
          const some = Math.min(
            Math.floor(worker.available(shared)),
            Math.ceil(Math.random() * amount * 0.3),
          );
          worker.spend(shared, Math.max(0, some));
          taken += Math.max(0, some);
        }
      }
      expect(taken).toBe(amount);
    },
  );

  it("charges more than was leased as a debt, which the next window does not know", async () => {
    const rate = budget("rate", 100, { perSecond: 1 });
    const [june, july] = [budget("quota", 100), budget("quota", 100)];
    const worker = await started("one");
    for (const it of [rate, june, july]) worker.open(it);
    await worker.round();
    for (const it of [rate, june]) worker.spend(it, 150);
    await worker.round();
    const other = await started("two");
    for (const it of [rate, june, july]) other.open(it);
    worker.accounts.close(july.key);
    await worker.round();
    await other.round();
    expect([rate, june].map((it) => Math.max(0, other.available(it)) < 1)).toEqual([true, true]);
    expect(other.available(july)).toBe(100);
  });

  it("goes by a raised capacity at the next call, less what was used", async () => {
    const worker = await started("one");
    const [quota, slots] = [budget("quota", 100), budget("slots", 2)];
    for (const it of [quota, slots]) worker.open(it);
    await worker.round();
    worker.spend(quota, 130);
    worker.accounts.hold(slots.key, 2);
    await worker.round();
    for (const it of [quota, slots]) worker.open({ ...it, capacity: 500, mostLeased: 500 });
    await worker.round();
    expect([worker.available(quota), worker.available(slots)]).toEqual([370, 498]);
  });

  it("lets slots be held by whoever comes first, and never more than there are", async () => {
    const slots = budget("slots", 10);
    const [one, two] = await twoWith(started, slots);
    one.accounts.hold(slots.key, 1);
    await one.round();
    two.accounts.hold(slots.key, 0, 12);
    await two.round(); // tells what it needs
    one.accounts.makeRoom(slots.key, 0);
    await one.round();
    await two.round();
    expect([one.available(slots), two.available(slots)]).toEqual([0, 9]);
  });

  it("says at once that there is no slot anywhere, and not while another one has some ahead", async () => {
    const slots = budget("slots", 3);
    const [one, two] = await twoWith(started, slots);
    const isSettledFor = async (held: number, waiting: number): Promise<boolean> => {
      two.accounts.hold(slots.key, held, waiting);
      await two.round();
      return two.accounts.isSettled(slots.key);
    };
    expect(await isSettledFor(0, 3)).toBe(false);
    one.accounts.hold(slots.key, 1);
    await one.round();
    expect(await isSettledFor(2, 1)).toBe(true);
    expect(two.available(slots)).toBe(0);
  });

  it("gets back a dead worker's slots, and not its tokens", async () => {
    const [quota, slots] = [budget("quota", 100), budget("slots", 10)];
    const [one, two] = await twoWith(started, quota);
    for (const worker of [one, two]) worker.open(slots);
    await one.round();
    one.accounts.hold(slots.key, 10);
    one.spend(quota, 20);
    await one.round();
    await two.round();
    expect(two.available(slots)).toBe(0);
    one.store.close();
    // Of the dead one's 50, 20 were used and 30 are lost.
    await expect.poll(() => two.round().then(() => two.available(slots)), { timeout: 5_000 }).toBe(10);
    expect(two.available(quota)).toBe(50);
    const again = await started("one again");
    again.open(quota);
    await again.round();
    expect(again.available(quota)).toBeLessThan(1);
  });

  it("gives back at once what a worker that stops had", async () => {
    const shared = budget("quota", 100);
    const [one, two] = await twoWith(started, shared);
    one.accounts.close(shared.key);
    await one.round();
    await two.round();
    expect(two.available(shared)).toBe(100);
  });

  it("gives a quota back to a worker that was silent for long and is alive after all", async () => {
    const quota = budget("quota", 100);
    const [one, two] = await twoWith(started, quota);
    // The other has heard that the silent one is dead.
    const slots = budget("slots", 1);
    one.open(slots);
    await one.round();
    two.open(slots);
    await expect.poll(() => two.round().then(() => two.available(slots)), { timeout: 5_000 }).toBe(1);
    one.spend(quota, 5);
    await one.round();
    expect(one.available(quota)).toBe(45);
  });
});

describeWithRedis("a Redis that goes away", () => {
  it("is called no more than once at a time, and found again with what was used since", async () => {
    const worker = await startWithRedis("one");
    const shared = budget("quota", 100);
    worker.open(shared);
    await worker.round();
    worker.spend(shared, 10);
    redis.signal("SIGSTOP");
    await worker.round();
    await worker.round();
    expect(worker.troubles.filter((it) => it.includes("Redis"))).toHaveLength(2);
    expect(worker.isAway).toBe(true);
    expect(worker.available(shared)).toBe(90);
    redis.signal("SIGCONT");
    await expect.poll(() => worker.round().then(() => worker.isAway)).toBe(false);
    // Charged once, though it was told more than once.
    expect(worker.available(shared)).toBe(90);
  });

  it("is found out to be away where there is nothing to ask for", async () => {
    const worker = await startWithRedis("one");
    await worker.store.call([]);
    redis.signal("SIGSTOP");
    await expect(worker.store.call([])).rejects.toThrow("Redis did not answer");
    await expect(worker.store.call([])).rejects.toThrow("Redis has not answered");
    redis.signal("SIGCONT");
    await expect.poll(() => worker.store.call([]).catch(String)).toEqual([]);
  });

  it("comes back empty, and hears from each gateway what it has used", async () => {
    const shared = budget("quota", 100);
    const [one, two] = await twoWith(startWithRedis, shared);
    one.spend(shared, 30);
    two.spend(shared, 20);
    await redis.kill();
    await one.round();
    expect(one.available(shared)).toBe(20);
    await redis.start();
    for (const worker of [one, two]) {
      await expect.poll(() => worker.round().then(() => worker.isAway), { timeout: 10_000 }).toBe(false);
    }
    for (let round = 0; round < 3; round++) for (const worker of [one, two]) await worker.round();
    expect(one.available(shared) + two.available(shared)).toBe(50);
    expect([...one.troubles, ...two.troubles].join()).not.toContain(RedisServer.password);
  });
});

describeWithRedis("a quota of which Redis has lost what was used", () => {
  it("is leased to nobody anew until all who had it have told, and then what is left", async () => {
    const quota = budget("quota", 100);
    const [one, two] = await twoWith(startWithRedis, quota, LEASE_TTL_MS);
    two.spend(quota, 50);
    await redis.flush();
    for (let round = 0; round < 5; round++) await one.round();
    // What it had before the loss is its own.
    expect(one.available(quota)).toBe(50);
    one.spend(quota, 50);
    await one.round();
    expect(one.available(quota)).toBe(0);
    await two.round();
    await one.round();
    expect([one.available(quota), two.available(quota)]).toEqual([0, 0]);
  });

  it("goes to who comes new only when those who had it have told, and not twice", async () => {
    const quota = budget("quota", 100, { mostLeased: 30 });
    const [one, two] = await twoWith(startWithRedis, quota, LEASE_TTL_MS);
    for (const worker of [one, two]) worker.spend(quota, 20);
    await redis.flush();
    await one.round();
    const late = await startWithRedis("late", LEASE_TTL_MS);
    late.open(quota);
    await late.round();
    expect(late.available(quota)).toBe(0);
    await one.round();
    await two.round();
    for (let round = 0; round < 4; round++) for (const worker of [one, two, late]) await worker.round();
    const left = [one, two, late].map((worker) => worker.available(quota));
    expect(left.reduce((sum, each) => sum + each)).toBe(60);
    expect(Math.min(...left)).toBeGreaterThan(10);
  });

  it("is leased again without who is not heard from while a lease lasts", async () => {
    const quota = budget("quota", 100);
    const [one, two] = await twoWith(startWithRedis, quota);
    one.spend(quota, 30);
    two.store.close();
    await redis.flush();
    await one.round();
    expect(one.available(quota)).toBe(20);
    await expect.poll(() => one.round().then(() => one.available(quota)), { timeout: 5_000 }).toBe(70);
  });

  it("is all that one worker's at once that had it alone", async () => {
    const quota = budget("quota", 100, { mostLeased: 10 });
    const worker = await startWithRedis("one");
    worker.open(quota);
    await worker.round();
    worker.spend(quota, 10);
    await redis.flush();
    await worker.round();
    expect(worker.available(quota)).toBe(10);
  });

  it.each([1, 2, 3, 4, 5])("is never exceeded, whenever that happens (run %i)", async () => {
    const quota = budget("quota", 500, { mostLeased: 60 });
    const both = await twoWith(startWithRedis, quota, LEASE_TTL_MS);
    let taken = 0;
    const takeSome = (worker: SharingWorker): void => {
      const some = Math.min(Math.floor(worker.available(quota)), Math.ceil(Math.random() * 40));
      worker.spend(quota, Math.max(0, some));
      taken += Math.max(0, some);
    };
    for (let step = 0; step < 150; step++) {
      const [worker = both[0]] = Math.random() < 0.5 ? both : both.slice(1);
      if (Math.random() < 0.06) await redis.flush();
      if (Math.random() < 0.7) await worker.round();
      takeSome(worker);
      expect(taken).toBeLessThanOrEqual(500);
    }
    for (let step = 0; step < 60; step++) {
      for (const worker of both) {
        await worker.round();
        takeSome(worker);
      }
    }
    expect(taken).toBe(500);
  });
});
