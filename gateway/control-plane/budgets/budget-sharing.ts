// Shares budgets with other gateways: hears from the workers what they use, calls Redis, and tells the workers what they may
// take. Nothing of it is there where no Redis is set.
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Budget, BudgetAllowance, BudgetReport, BudgetUse, ToWorker } from "#gateway/contract.ts";
import type { Settings } from "#lib/kernel/settings.ts";
import type { RedisAway } from "../../ops/troubles.ts";
import { BudgetAccounts } from "./budget-accounts.ts";
import { LeaseStore } from "./lease-store.ts";

const ROUND_EVERY_MS = 50;
/** At the start, so that the first budget finds Redis there. */
const CONNECTED_WITHIN_MS = 1_000;

type Used = Omit<BudgetUse, "key">;

type BudgetSharingOptions = {
  readonly store: Pick<LeaseStore, "isReady" | "trouble" | "call" | "close">;
  readonly accounts: BudgetAccounts;
  /** Gateways of another environment have budgets of their own. */
  readonly environment: string;
  readonly log: Logger;
  readonly tellOne: (worker: number, message: ToWorker) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Unix time in milliseconds. */
  readonly unixNow: () => number;
};

export class BudgetSharing {
  readonly #options: BudgetSharingOptions;
  /** What each worker has of the budgets that it uses, by key. */
  readonly #workers = new Map<number, Map<string, Used>>();
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;
  #away: Omit<RedisAway, "goesBy"> | null = null;
  /** Those that were logged since Redis is away: one that comes later may be the one that helps. */
  readonly #reasons = new Set<string>();

  constructor(options: BudgetSharingOptions) {
    this.#options = options;
  }

  /** Since when Redis is away, and what this gateway goes by meanwhile; null where Redis answers. */
  get away(): RedisAway | null {
    const { accounts, now } = this.#options;
    const goesBy = accounts.sharing(now());
    return this.#away === null || goesBy === "shared" ? null : { ...this.#away, goesBy };
  }

  /** Begins to call Redis, once it is there or after a second without it. */
  async start(): Promise<void> {
    const { store, now } = this.#options;
    const untilMs = now() + CONNECTED_WITHIN_MS;
    while (!store.isReady && now() < untilMs) await new Promise((resolve) => setTimeout(resolve, 10));
    this.#timer = setInterval(() => this.#callNext(), ROUND_EVERY_MS);
  }

  /** Takes in what a worker did, and tells the others at once what that leaves. */
  hear(worker: number, { opened, closed, used }: BudgetReport): void {
    const own = this.#workers.get(worker) ?? new Map<string, Used>();
    this.#workers.set(worker, own);
    for (const budget of opened) this.#open(own, budget);
    for (const { key, ...use } of used) this.#use(own, key, use);
    for (const key of closed) this.#leave(own, key);
    const settled = opened.filter(({ key }) => this.#options.accounts.isSettled(this.#shared(key)));
    this.#tell(
      used.map(({ key }) => key),
      worker,
    );
    this.#tellOne(
      worker,
      own,
      settled.map(({ key }) => key),
    );
    // A handshake waits.
    if (opened.length > 0 || used.some(({ waiting }) => waiting > 0)) this.#callNext();
  }

  /** A worker is gone. What it has spent stays spent; what it held is free. */
  remove(worker: number): void {
    const own = this.#workers.get(worker);
    if (own === undefined) return;
    for (const key of [...own.keys()]) this.#leave(own, key);
    this.#workers.delete(worker);
  }

  /** Another gateway wants its share of a budget, under the name that Redis has for it. */
  makeRoom(sharedKey: string, fairShare: number): void {
    const prefix = this.#shared("");
    if (!sharedKey.startsWith(prefix)) return;
    this.#options.accounts.makeRoom(sharedKey, fairShare, this.#options.now());
    this.#tell([sharedKey.slice(prefix.length)]);
  }

  /** Gives back all leases; to be called when no worker takes anything any more. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const worker of [...this.#workers.keys()]) this.remove(worker);
    await this.#round;
    if (this.#options.store.isReady) await this.#callOnce();
    this.#options.store.close();
  }

  #shared(key: string): string {
    return `${this.#options.environment} ${key}`;
  }

  #open(own: Map<string, Used>, budget: Budget): void {
    if (!own.has(budget.key)) own.set(budget.key, { spent: 0, held: 0, waiting: 0 });
    const { accounts, now } = this.#options;
    accounts.open({ ...budget, key: this.#shared(budget.key) }, now());
  }

  #use(own: Map<string, Used>, key: string, use: Used): void {
    const known = own.get(key);
    if (known === undefined) return;
    const { accounts, now } = this.#options;
    const spent = use.spent - known.spent;
    if (spent > 0) accounts.spend(this.#shared(key), spent, now());
    own.set(key, use);
    this.#hold(key);
  }

  #leave(own: Map<string, Used>, key: string): void {
    if (!own.delete(key)) return;
    this.#hold(key);
    const isUsed = [...this.#workers.values()].some((used) => used.has(key));
    if (!isUsed) this.#options.accounts.close(this.#shared(key));
  }

  #hold(key: string): void {
    let [held, waiting] = [0, 0];
    for (const used of this.#workers.values()) {
      held += used.get(key)?.held ?? 0;
      waiting += used.get(key)?.waiting ?? 0;
    }
    this.#options.accounts.hold(this.#shared(key), held, waiting);
  }

  #callNext(): void {
    this.#round ??= this.#callOnce().finally(() => {
      this.#round = null;
    });
  }

  /** Never rejects: a Redis that fails is away. */
  async #callOnce(): Promise<void> {
    const { store, accounts, now, unixNow } = this.#options;
    const calls = accounts.takeCalls(now(), unixNow());
    try {
      if (!store.isReady) throw new Error(store.trouble);
      const { leases } = calls.length === 0 ? { leases: [] } : await store.call(calls);
      accounts.answer(calls, leases);
      this.#noteBack();
    } catch (error) {
      accounts.miss(now());
      this.#noteAway(error);
    }
    const prefix = this.#shared("");
    this.#tell(calls.map(({ budget }) => budget.key.slice(prefix.length)));
  }

  #noteAway(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const former = this.#away;
    this.#away = { since: former?.since ?? new Date(this.#options.unixNow()), reason };
    if (this.#reasons.has(reason)) return;
    this.#reasons.add(reason);
    if (former !== null) {
      this.#options.log.warn({ reason }, "another reason why Redis is away");
      return;
    }
    this.#options.log.warn(
      { reason },
      "Redis is away: limits are not shared with other gateways until it answers",
    );
  }

  #noteBack(): void {
    if (this.#away === null) return;
    this.#away = null;
    this.#reasons.clear();
    this.#options.log.info("Redis is back: limits are shared with other gateways again");
  }

  /** All but the one that has said so itself: it has taken off what it took. */
  #tell(keys: readonly string[], by?: number): void {
    for (const [worker, own] of this.#workers) if (worker !== by) this.#tellOne(worker, own, keys);
  }

  #tellOne(worker: number, own: Map<string, Used>, keys: readonly string[]): void {
    const allowances = keys.flatMap((key) => this.#allowanceOf(own, key));
    if (allowances.length > 0) this.#options.tellOne(worker, { type: "budgets", allowances });
  }

  #allowanceOf(own: Map<string, Used>, key: string): BudgetAllowance[] {
    const used = own.get(key);
    if (used === undefined) return [];
    const { accounts, now } = this.#options;
    const sharedKey = this.#shared(key);
    const isSettled = accounts.isSettled(sharedKey);
    return [{ key, ...accounts.allowance(sharedKey, now()), ...used, isSettled }];
  }
}

/** What of the settings it takes, and whom it tells. */
type StartedWith = Pick<BudgetSharingOptions, "log" | "tellOne"> & {
  readonly config: Pick<Settings, "REDIS_GRACE_SECONDS" | "REDIS_LOSS" | "GATEWAY_ENVIRONMENT">;
  readonly url: string;
};

/** One that calls a real Redis, by the settings. */
export function createBudgetSharing({ config, url, log, tellOne }: StartedWith): BudgetSharing {
  const sharing: BudgetSharing = new BudgetSharing({
    store: new LeaseStore({
      url,
      gatewayId: randomUUID(),
      onTrouble: (reason) => log.debug({ reason }, "Redis cannot be reached"),
      onWanted: (key, fairShare) => sharing.makeRoom(key, fairShare),
    }),
    accounts: new BudgetAccounts({
      graceMs: config.REDIS_GRACE_SECONDS * 1_000,
      onLoss: config.REDIS_LOSS,
    }),
    environment: config.GATEWAY_ENVIRONMENT,
    log,
    tellOne,
    now: () => performance.now(),
    unixNow: Date.now,
  });
  return sharing;
}
