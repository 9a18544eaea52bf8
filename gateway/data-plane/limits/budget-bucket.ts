// An allowance of a plan or an API that workers share: what this worker has of it by its own count, and no more than it has leased.
import type { Budget } from "#gateway/contract.ts";
import type { Bucket } from "#gateway/data-plane/limits/bucket.ts";
import type { BudgetAccount } from "#gateway/data-plane/limits/budget-account.ts";
import type { GatewayBudgets } from "#gateway/data-plane/limits/gateway-budgets.ts";

/** What does not grow here may come from another worker: when to look again, in milliseconds. */
const LOOK_AGAIN_MS = 250;

export class BudgetBucket implements Bucket {
  readonly #bucket: Bucket;
  readonly #budgets: GatewayBudgets;
  readonly #budgetNow: (unixMs: number) => Budget;
  readonly #unixNow: () => number;
  #budget: Budget;
  /** Looked up once: it is asked for with every message. */
  #account: BudgetAccount | null = null;
  #shared = 0;

  /** `budgetNow` makes the budget of the window that it is then. */
  constructor(
    bucket: Bucket,
    budgets: GatewayBudgets,
    budgetNow: (unixMs: number) => Budget,
    unixNow: () => number,
  ) {
    this.#bucket = bucket;
    this.#budgets = budgets;
    this.#budgetNow = budgetNow;
    this.#unixNow = unixNow;
    this.#budget = budgetNow(unixNow());
  }

  available(nowMs: number): number {
    const { endsAtMs } = this.#budget;
    if (endsAtMs > 0 && this.#unixNow() >= endsAtMs) this.#moveOn();
    const account = this.#find();
    this.#shared = account === null ? Number.POSITIVE_INFINITY : this.#budgets.available(account, nowMs);
    return Math.min(this.#bucket.available(nowMs), this.#shared);
  }

  take(amount: number): void {
    this.#bucket.take(amount);
    this.#shared -= amount;
    const account = this.#find();
    if (account !== null) this.#budgets.spend(account, amount);
  }

  msUntil(amount: number): number {
    const own = this.#bucket.msUntil(amount);
    const missing = amount - this.#shared;
    if (missing <= 0) return own;
    const account = this.#find();
    const perSecond = account === null ? 0 : this.#budgets.perSecond(account);
    return Math.max(own, perSecond > 0 ? (missing / perSecond) * 1_000 : LOOK_AGAIN_MS);
  }

  #find(): BudgetAccount | null {
    if (this.#account === null || this.#account.isForgotten) {
      this.#account = this.#budgets.find(this.#budget.key);
    }
    return this.#account;
  }

  /** The next window has a budget of its own, in the place of the last one's. */
  #moveOn(): void {
    const next = this.#budgetNow(this.#unixNow());
    this.#budgets.replace(this.#budget.key, next);
    this.#budget = next;
    this.#account = null;
  }
}
