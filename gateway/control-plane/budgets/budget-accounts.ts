// What this gateway holds of the budgets that it shares with others through Redis: what it says to Redis, what it hears, and
// what it goes by while Redis is away. Pure: whoever holds it calls Redis and passes the time in.

import type { Budget } from "#gateway/contract.ts";
import type { Lease, LeaseCall } from "./budget.ts";
import { type Allowance, BudgetAccount, type CallPauses, type Sharing } from "./budget-account.ts";

/**
 * While something was taken or is missing; while a rate grows back, before its lease ceases to grow; and else to keep the
 * lease, of which Redis forgets those that are five seconds old.
 */
const CALL_EVERY_MS: CallPauses = { busy: 50, growing: 150, idle: 1_000 };

/** So many are answered well within the time that a call has; those that were called for least recently go first. */
const MOST_CALLS = 500;

type BudgetAccountsOptions = {
  /** For how long the last share is gone on with when Redis does not answer, in milliseconds. */
  readonly graceMs: number;
  /** What comes then: each gateway by the whole of a budget alone, or nothing more. */
  readonly onLoss: "allow" | "refuse";
  readonly callEveryMs?: CallPauses;
};

/** All times are milliseconds of one clock that never goes back, but the ends of quotas, which are Unix time. */
export class BudgetAccounts {
  readonly #options: BudgetAccountsOptions;
  /** In the order in which Redis was called for them. */
  readonly #accounts = new Map<string, BudgetAccount>();
  readonly #called = new Map<LeaseCall, BudgetAccount>();
  #awaySinceMs: number | null = null;

  constructor(options: BudgetAccountsOptions) {
    this.#options = options;
  }

  /** What this gateway goes by at a moment, of budgets of which it has had a share. */
  sharing(nowMs: number): Sharing {
    return this.#sharingWith(true, nowMs);
  }

  /** Since when Redis has not answered; null where it does. */
  get awaySinceMs(): number | null {
    return this.#awaySinceMs;
  }

  /** A budget is in use here from now on; one that is known goes on with its new capacity and rate. */
  open(budget: Budget, nowMs: number): void {
    const known = this.#accounts.get(budget.key);
    if (known === undefined) this.#accounts.set(budget.key, new BudgetAccount(budget, nowMs));
    else known.open(budget, nowMs);
  }

  /** A budget is not in use here any more: what is left of its lease goes back with the next call. */
  close(key: string): void {
    this.#accounts.get(key)?.close();
  }

  /** Notes what was taken of a rate or a quota, which may be more than there was. */
  spend(key: string, amount: number, nowMs: number): void {
    this.#accounts.get(key)?.spend(amount, nowMs);
  }

  /** Notes how many slots of a budget this gateway holds now, and how many more its handshakes wait for. */
  hold(key: string, count: number, waiting = 0): void {
    this.#accounts.get(key)?.hold(count, waiting);
  }

  /** Another gateway wants a budget of which this one has more than that: it is set aside. */
  makeRoom(key: string, fairShare: number, nowMs: number): void {
    this.#accounts.get(key)?.makeRoom(fairShare, nowMs);
  }

  /** True where it is known what may be taken: its share has come, or Redis is away and the policy says it. */
  isSettled(key: string): boolean {
    return this.#awaySinceMs !== null || this.#accounts.get(key)?.isSettled === true;
  }

  /** What this gateway may take now. Of a budget that is not open: nothing. */
  allowance(key: string, nowMs: number): Allowance {
    const account = this.#accounts.get(key);
    if (account === undefined) return { available: 0, perSecond: 0 };
    return account.allowance(this.#sharingOf(account, nowMs), nowMs);
  }

  /** What to say to Redis now, 500 calls at most. Each call is then given to {@link answer} or {@link miss}, before the next are taken. */
  takeCalls(nowMs: number, unixMs: number): LeaseCall[] {
    const pauses = this.#options.callEveryMs ?? CALL_EVERY_MS;
    this.#forgetOver(unixMs);
    const due = [...this.#accounts].filter(([, account]) => account.dueAtMs(pauses) <= nowMs);
    for (const [key, account] of due.slice(0, MOST_CALLS)) {
      this.#called.set(account.call(this.#sharingOf(account, nowMs), nowMs), account);
      this.#accounts.delete(key);
      this.#accounts.set(key, account);
    }
    return [...this.#called.keys()];
  }

  /** Takes in what Redis answered, in the order of the calls; null where it has heard a later one. */
  answer(calls: readonly LeaseCall[], leases: readonly (Lease | null)[]): void {
    this.#awaySinceMs = null;
    for (const [place, call] of calls.entries()) {
      const lease = leases[place] ?? null;
      if (lease === null) this.#called.get(call)?.miss();
      else this.#called.get(call)?.answer(call, lease);
    }
    this.#called.clear();
  }

  /** Redis did not answer. It may have charged the calls nevertheless; the next ones say the same sums. */
  miss(nowMs: number): void {
    this.#awaySinceMs ??= nowMs;
    for (const account of this.#called.values()) account.miss();
    this.#called.clear();
  }

  #sharingOf({ hasLease }: BudgetAccount, nowMs: number): Sharing {
    return this.#sharingWith(hasLease, nowMs);
  }

  #sharingWith(hasLease: boolean, nowMs: number): Sharing {
    if (this.#awaySinceMs === null) return "shared";
    const { graceMs, onLoss } = this.#options;
    if (hasLease && nowMs - this.#awaySinceMs < graceMs) return "as_before";
    return onLoss === "allow" ? "alone" : "refused";
  }

  /** Those that Redis cannot be told of are forgotten as well: it forgets their leases by itself. */
  #forgetOver(unixMs: number): void {
    for (const [key, account] of this.#accounts) {
      const { endsAtMs } = account.budget;
      const hasEnded = endsAtMs > 0 && endsAtMs <= unixMs;
      const isUntold = account.isClosed && this.#awaySinceMs !== null;
      if (hasEnded || account.isOver || isUntold) this.#accounts.delete(key);
    }
  }
}
