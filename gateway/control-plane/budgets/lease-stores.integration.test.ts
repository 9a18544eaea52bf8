import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Budget } from "#gateway/contract.ts";
import { describeWithRedis, RedisServer } from "#gateway/test-kit/redis-server.ts";
import { BudgetAccounts } from "./budget-accounts.ts";
import { LeaseStore } from "./lease-store.ts";

/** Short, so that a gateway that says nothing is soon dead. */
const TTL_MS = 400;
/** A test does not wait between two calls. */
const ALWAYS = { busy: 0, growing: 0, idle: 0 };
let redis: RedisServer;
const gateways: SharingGateway[] = [];
let lastKey = 0;

beforeAll(async () => {
  redis = await RedisServer.start();
});
afterEach(() => {
  for (const gateway of gateways.splice(0)) gateway.store.close();
});
afterAll(() => redis.stop());

/** What a gateway's primary does with accounts and store, one round at a time. */
class SharingGateway {
  readonly troubles: string[] = [];
  readonly accounts = new BudgetAccounts({ graceMs: 30_000, onLoss: "refuse", callEveryMs: ALWAYS });
  readonly store: LeaseStore;

  constructor(gatewayId: string) {
    const onTrouble = (reason: string) => this.troubles.push(reason);
    this.store = new LeaseStore({ url: redis.url, gatewayId, leaseTtlMs: TTL_MS, onTrouble });
    gateways.push(this);
  }

  async round(): Promise<void> {
    const calls = this.accounts.takeCalls(performance.now(), Date.now());
    try {
      const { leases } = await this.store.call(calls);
      this.accounts.answer(calls, leases);
    } catch (error) {
      this.troubles.push(String(error));
      this.accounts.miss(performance.now());
    }
  }

  open(budget: Budget): void {
    this.accounts.open(budget, performance.now());
  }

  available({ key }: Budget): number {
    return this.accounts.allowance(key, performance.now()).available;
  }

  spend({ key }: Budget, amount: number): void {
    this.accounts.spend(key, amount, performance.now());
  }
}

async function started(gatewayId: string): Promise<SharingGateway> {
  const gateway = new SharingGateway(gatewayId);
  await expect.poll(() => gateway.store.isReady).toBe(true);
  return gateway;
}

function budget(kind: Budget["kind"], capacity: number, more: Partial<Budget> = {}): Budget {
  const endsAtMs = kind === "quota" ? Date.now() + 3_600_000 : 0;
  return { key: `k${++lastKey}`, kind, capacity, perSecond: 0, mostLeased: capacity, endsAtMs, ...more };
}

/** Two gateways that both want a budget, after they have heard of each other. */
async function twoWith(shared: Budget): Promise<[SharingGateway, SharingGateway]> {
  const [one, two] = [await started("one"), await started("two")];
  for (const gateway of [one, two]) gateway.open(shared);
  await one.round();
  await two.round();
  await one.round(); // hears that there are two, and sets half aside
  await one.round(); // gives it back
  await two.round();
  return [one, two];
}

describeWithRedis("a budget in Redis", () => {
  it("is all that one gateway's that wants it alone", async () => {
    const gateway = await started("one");
    const all = [budget("rate", 100, { perSecond: 10 }), budget("quota", 70), budget("slots", 5)];
    for (const it of all) gateway.open(it);
    await gateway.round();
    expect(all.map((it) => Math.floor(gateway.available(it)))).toEqual([100, 70, 5]);
  });

  it("goes in equal parts to two, the first of which had it all", async () => {
    const shared = budget("quota", 100);
    const [one, two] = await twoWith(shared);
    expect([one.available(shared), two.available(shared)]).toEqual([50, 50]);
  });

  it("is leased by no more than the most that may be lost", async () => {
    const gateway = await started("one");
    const quota = budget("quota", 100, { mostLeased: 10 });
    gateway.open(quota);
    await gateway.round();
    expect(gateway.available(quota)).toBe(10);
    gateway.spend(quota, 10);
    await gateway.round();
    expect(gateway.available(quota)).toBe(10);
  });

  it("is never exceeded by two that take what they can, and both get some", async () => {
    const shared = budget("rate", 200, { perSecond: 1_000 });
    const [one, two] = [await started("one"), await started("two")];
    const taken = [0, 0];
    for (const gateway of [one, two]) gateway.open(shared);
    const startMs = performance.now();
    const hammer = async (gateway: SharingGateway, place: number): Promise<void> => {
      while (performance.now() - startMs < 1_500) {
        await gateway.round();
        const amount = Math.floor(Math.max(0, gateway.available(shared)) * Math.random() * 2);
        if (amount > gateway.available(shared)) continue;
        gateway.spend(shared, amount);
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
      for (const gateway of both) gateway.open(shared);
      let taken = 0;
      for (let round = 0; round < 60; round++) {
        for (const gateway of both) {
          await gateway.round();
          const some = Math.min(
            Math.floor(gateway.available(shared)),
            Math.ceil(Math.random() * amount * 0.3),
          );
          gateway.spend(shared, Math.max(0, some));
          taken += Math.max(0, some);
        }
      }
      expect(taken).toBe(amount);
    },
  );

  it("charges more than was leased as a debt, which the next window does not know", async () => {
    const rate = budget("rate", 100, { perSecond: 1 });
    const [june, july] = [budget("quota", 100), budget("quota", 100)];
    const gateway = await started("one");
    for (const it of [rate, june, july]) gateway.open(it);
    await gateway.round();
    for (const it of [rate, june]) gateway.spend(it, 150);
    await gateway.round();
    const other = await started("two");
    for (const it of [rate, june, july]) other.open(it);
    gateway.accounts.close(july.key);
    await gateway.round();
    await other.round();
    expect([rate, june].map((it) => Math.max(0, other.available(it)) < 1)).toEqual([true, true]);
    expect(other.available(july)).toBe(100);
  });

  it("goes by a raised capacity at the next call, less what was used", async () => {
    const gateway = await started("one");
    const [quota, slots] = [budget("quota", 100), budget("slots", 2)];
    for (const it of [quota, slots]) gateway.open(it);
    await gateway.round();
    gateway.spend(quota, 130);
    gateway.accounts.hold(slots.key, 2);
    await gateway.round();
    for (const it of [quota, slots]) gateway.open({ ...it, capacity: 500, mostLeased: 500 });
    await gateway.round();
    expect([gateway.available(quota), gateway.available(slots)]).toEqual([370, 498]);
  });

  it("lets slots be held by whoever comes first, and never more than there are", async () => {
    const slots = budget("slots", 10);
    const [one, two] = await twoWith(slots);
    one.accounts.hold(slots.key, 1);
    await one.round();
    two.accounts.hold(slots.key, 0, 12);
    await two.round(); // tells what it needs
    one.accounts.makeRoom(slots.key, 0, performance.now());
    await one.round();
    await two.round();
    expect([one.available(slots), two.available(slots)]).toEqual([0, 9]);
  });

  it("says at once that there is no slot anywhere, and not while another one has some ahead", async () => {
    const slots = budget("slots", 3);
    const [one, two] = await twoWith(slots);
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

  it("gets back a dead gateway's slots, and not its tokens", async () => {
    const [quota, slots] = [budget("quota", 100), budget("slots", 10)];
    const [one, two] = await twoWith(quota);
    for (const gateway of [one, two]) gateway.open(slots);
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

  it("gives back at once what a gateway that stops had", async () => {
    const shared = budget("quota", 100);
    const [one, two] = await twoWith(shared);
    one.accounts.close(shared.key);
    await one.round();
    await two.round();
    expect(two.available(shared)).toBe(100);
  });

  it("gives a quota back to a gateway that was silent for long and is alive after all", async () => {
    const quota = budget("quota", 100);
    const [one, two] = await twoWith(quota);
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
    const gateway = await started("one");
    const shared = budget("quota", 100);
    gateway.open(shared);
    await gateway.round();
    gateway.spend(shared, 10);
    redis.signal("SIGSTOP");
    await gateway.round();
    await gateway.round();
    expect(gateway.troubles.filter((it) => it.includes("Redis"))).toHaveLength(2);
    expect(gateway.accounts.awaySinceMs).not.toBeNull();
    expect(gateway.available(shared)).toBe(90);
    redis.signal("SIGCONT");
    await expect.poll(() => gateway.round().then(() => gateway.accounts.awaySinceMs)).toBeNull();
    // Charged once, though it was told more than once.
    expect(gateway.available(shared)).toBe(90);
  });

  it("comes back empty, and hears from each gateway what it has used", async () => {
    const shared = budget("quota", 100);
    const [one, two] = await twoWith(shared);
    one.spend(shared, 30);
    two.spend(shared, 20);
    await redis.kill();
    await one.round();
    expect(one.available(shared)).toBe(20);
    await redis.start();
    for (const gateway of [one, two]) {
      await expect
        .poll(() => gateway.round().then(() => gateway.accounts.awaySinceMs), { timeout: 10_000 })
        .toBeNull();
    }
    for (let round = 0; round < 3; round++) for (const gateway of [one, two]) await gateway.round();
    expect(one.available(shared) + two.available(shared)).toBe(50);
    expect([...one.troubles, ...two.troubles].join()).not.toContain(RedisServer.password);
  });
});
