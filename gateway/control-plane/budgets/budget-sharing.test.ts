// How a gateway's primary carries budgets between its workers and whoever leases them.
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import type { Budget, LeaseCall, ToWorker } from "#gateway/contract.ts";
import type { LeaseAnswers, LeaseRequest, LeaseStore } from "./budget.ts";
import { BudgetSharing } from "./budget-sharing.ts";
import { LeaseLedger } from "./lease-ledger.ts";

const slots: Budget = {
  key: "slots",
  kind: "slots",
  capacity: 10,
  perSecond: 0,
  mostLeased: 10,
  endsAtMs: 0,
};
const quota: Budget = {
  ...slots,
  key: "quota",
  kind: "quota",
  capacity: 100,
  mostLeased: 100,
  endsAtMs: 1e9,
};

/** Leases everything to everybody, and keeps what it was told. */
class GenerousRedis implements LeaseStore {
  isReady = true;
  trouble = "Redis is not connected";
  isClosed = false;
  readonly requests: LeaseRequest[] = [];

  async call(requests: readonly LeaseRequest[]): Promise<readonly LeaseAnswers[]> {
    if (!this.isReady) throw new Error(this.trouble);
    this.requests.push(...requests);
    return requests.map(({ calls }) =>
      calls.map(({ budget: { capacity } }) => ({ tokens: capacity, fairShare: capacity, sharers: 1 })),
    );
  }

  close(): void {
    this.isClosed = true;
  }
}

function start({ redis = null as GenerousRedis | null, onLoss = "refuse" as "allow" | "refuse" } = {}) {
  let nowMs = 0;
  const told: unknown[][] = [];
  const tellOne = (worker: number, message: ToWorker): void => {
    if (message.type === "makeRoom") told.push([worker, message.key, message.fairShare]);
    if (message.type !== "leases") return;
    told.push([worker, message.goesBy, ...message.leases.map((lease) => lease?.tokens ?? null)]);
  };
  const clocks = { now: () => nowMs, unixNow: () => nowMs };
  const sharing: BudgetSharing = new BudgetSharing({
    ...clocks,
    ...{ redis, onLoss, tellOne },
    ledger: new LeaseLedger({ ...clocks, onWanted: (key, fairShare) => sharing.makeRoom(key, fairShare) }),
    gatewayId: "g",
    environment: "default",
    graceMs: 1_000,
    log: pino({ level: "silent" }),
  });
  const asks = (worker: number, budget: Budget, more: Partial<LeaseCall> = {}): void => {
    const nothing = { spent: 0, used: 0, kept: 0, held: 0, needed: 0 };
    sharing.hear(worker, [{ budget, ...nothing, isWanting: true, isAlone: false, sharers: 0, ...more }]);
  };
  const advance = (ms: number): void => {
    nowMs += ms;
  };
  return { sharing, told, asks, advance };
}

describe("budgets without Redis", () => {
  it("are leased to each worker from what the others have not", async () => {
    const { told, asks } = start();
    asks(1, quota);
    await expect.poll(() => told).toContainEqual([1, "shared", 100]);
    asks(2, quota);
    await expect.poll(() => told).toContainEqual([1, "quota", 50]);
    expect(told).toContainEqual([2, "shared", 0]);
    asks(1, quota, { kept: 50 });
    await expect.poll(() => told).toContainEqual([1, "shared", 50]);
    asks(2, quota);
    await expect.poll(() => told).toContainEqual([2, "shared", 50]);
  });

  it("lose what a worker that is gone had leased, and get back the slots that it held", async () => {
    const { sharing, told, asks } = start();
    for (const budget of [quota, slots]) asks(1, budget, { needed: budget === slots ? 10 : 0 });
    await expect.poll(() => told).toHaveLength(2);
    sharing.remove(1);
    for (const budget of [quota, slots]) asks(2, budget, { needed: budget === slots ? 10 : 0 });
    await expect.poll(() => told).toContainEqual([2, "shared", 10]);
    expect(told).toContainEqual([2, "shared", 0]);
  });

  it("are less what was used of a quota before, and elsewhere since", async () => {
    const { sharing, told, asks } = start();
    sharing.charge("quota", 60, quota.endsAtMs);
    asks(1, quota);
    await expect.poll(() => told).toContainEqual([1, "shared", 40]);
    sharing.charge("quota", 15, quota.endsAtMs);
    asks(1, quota, { spent: 5, kept: 0 });
    await expect.poll(() => told).toContainEqual([1, "shared", 20]);
  });
});

describe("budgets in Redis", () => {
  it("are asked for by each worker, under the environment's name", async () => {
    const redis = new GenerousRedis();
    const { told, asks } = start({ redis });
    for (const worker of [1, 2]) asks(worker, quota);
    await expect.poll(() => told).toEqual([1, 2].map((worker) => [worker, "shared", 100]));
    expect(redis.requests).toMatchObject(
      ["g 1", "g 2"].map((holder) => ({ holder, calls: [{ budget: { key: "default quota" } }] })),
    );
  });

  it("are wanted by other gateways of the environment only", async () => {
    const { sharing, told, asks } = start({ redis: new GenerousRedis() });
    asks(1, quota);
    sharing.makeRoom("other quota", 5);
    sharing.makeRoom("default quota", 50);
    expect(told).toEqual([[1, "quota", 50]]);
  });

  it("go by the policy while Redis is away, and it is said since when and why", async () => {
    const redis = new GenerousRedis();
    const { sharing, told, asks, advance } = start({ redis });
    advance(500);
    redis.isReady = false;
    asks(1, quota);
    await expect.poll(() => told).toEqual([[1, "as_before", null]]);
    const { trouble } = redis;
    expect(sharing.away).toEqual({ since: new Date(500), goesBy: "as_before", reason: trouble });
    advance(1_000);
    redis.trouble = "the certificate of Redis has expired";
    asks(1, quota);
    await expect.poll(() => told).toContainEqual([1, "refused", null]);
    expect(sharing.away).toEqual({ since: new Date(500), goesBy: "refused", reason: redis.trouble });
    redis.isReady = true;
    asks(1, quota);
    await expect.poll(() => told).toContainEqual([1, "shared", 100]);
    expect(sharing.away).toBeNull();
    await sharing.stop();
    expect(redis.isClosed).toBe(true);
  });

  it("are known to be shared or not where nobody wants any", async () => {
    const redis = new GenerousRedis();
    const { sharing } = start({ redis });
    redis.isReady = false;
    sharing.look();
    await expect.poll(() => sharing.away).not.toBeNull();
    redis.isReady = true;
    sharing.look();
    await expect.poll(() => sharing.away).toBeNull();
  });

  it("are leased by the gateway alone where loss allows, to all its workers together", async () => {
    const redis = new GenerousRedis();
    const { told, asks, advance } = start({ redis, onLoss: "allow" });
    redis.isReady = false;
    asks(1, quota, { kept: 100 });
    await expect.poll(() => told).toEqual([[1, "as_before", 100]]);
    advance(1_000);
    asks(1, quota, { kept: 50, isAlone: true });
    asks(2, quota, { kept: 100 });
    await expect.poll(() => told).toContainEqual([2, "alone", 0]);
    redis.isReady = true;
    asks(1, quota, { kept: 50, isAlone: true });
    await expect.poll(() => redis.requests.at(-1)?.calls).toMatchObject([{ kept: 0 }]);
  });
});
