// What this worker holds of the budgets that it shares with others: what it says to the primary, what it hears, and what it
// goes by. Pure: whoever holds it carries the calls and passes the time in.
import type { Budget, GoesBy, Lease, LeaseCall } from "#gateway/contract.ts";
import { BudgetAccount, type CallPauses, type Sharing } from "#gateway/data-plane/limits/budget-account.ts";

/**
 * While most of a lease is used up; while something was taken or is missing; while a rate grows back, before its lease ceases to grow; and else to keep the
 * lease, which the store forgets when it is five seconds old.
 */
const CALL_EVERY_MS: CallPauses = { low: 2, busy: 20, growing: 150, idle: 1_000 };
/** How often those are looked at of which nothing was taken: there may be ten thousand. */
const LOOK_AT_ALL_EVERY_MS = 100;

/** So many are answered well within the time that a call has; those that were called for least recently go first. */
const MOST_CALLS = 500;

type BudgetAccountsOptions = {
  /** True where there is nobody to share with: what is used is taken from the whole, and no call is made. */
  readonly isAlone?: boolean;
  readonly callEveryMs?: CallPauses;
};

/** All times are milliseconds of one clock that never goes back, but the ends of quotas, which are Unix time. */
export class BudgetAccounts {
  readonly #isAlone: boolean;
  readonly #pauses: CallPauses;
  /** In the order in which leases were asked for. */
  readonly #accounts = new Map<string, BudgetAccount>();
  readonly #called = new Map<LeaseCall, BudgetAccount>();
  /** Of which there may be something to say. */
  readonly #touched = new Set<BudgetAccount>();
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor({ isAlone = false, callEveryMs = CALL_EVERY_MS }: BudgetAccountsOptions = {}) {
    this.#isAlone = isAlone;
    this.#pauses = callEveryMs;
  }

  /** A budget is in use here from now on; one that is known goes on with its new capacity and rate. */
  open(budget: Budget, nowMs: number): void {
    const known = this.#accounts.get(budget.key);
    known?.open(budget, nowMs);
    const account = known ?? new BudgetAccount(budget, nowMs);
    this.#accounts.set(budget.key, account);
    this.#touched.add(account);
  }

  /** A budget is not in use here any more: what is left of its lease goes back with the next call. */
  close(key: string): void {
    const account = this.#touch(key);
    account?.close();
    if (this.#isAlone && account !== undefined) this.#forget(account);
  }

  /** What is held of a budget, to be kept by who asks with every message, until it is forgotten; null before it is open. */
  find(key: string): BudgetAccount | null {
    return this.#accounts.get(key) ?? null;
  }

  /** Notes what was taken of a rate or a quota, which may be more than there was. True where more should be asked for soon. */
  spend(account: BudgetAccount, amount: number): boolean {
    if (!this.#isAlone) this.#touched.add(account);
    account.spend(amount);
    return account.isLow;
  }

  /** Notes how many slots of a budget this worker holds now, and how many more its handshakes wait for. */
  hold(key: string, count: number, waiting = 0): void {
    this.#touch(key)?.hold(count, waiting);
  }

  /** Another worker wants a budget of which this one has more than that: it is set aside. */
  makeRoom(key: string, fairShare: number): void {
    this.#touch(key)?.makeRoom(fairShare);
  }

  /** True where it is known what may be taken: its share has come, or Redis is away and the policy says it. */
  isSettled(key: string): boolean {
    const account = this.#accounts.get(key);
    if (account === undefined) return false;
    return this.#isAlone || account.isSettled || ["as_before", "refused"].includes(account.goesBy);
  }

  /**
   * What this worker may take of a budget now. Without end of one that is closed, and of a rate or a quota of which nothing
   * is known yet: neither what was leased, nor that it is refused.
   */
  available(account: BudgetAccount, nowMs: number): number {
    if (account.isClosed) return Number.POSITIVE_INFINITY;
    const sharing = this.#sharing(account);
    const isKnown = account.hasLease || sharing === "refused" || sharing === "whole";
    if (!isKnown && account.budget.kind !== "slots") return Number.POSITIVE_INFINITY;
    return account.available(sharing, nowMs);
  }

  /** How fast that grows; 0 where it does not. */
  perSecond(account: BudgetAccount): number {
    return account.perSecond(this.#sharing(account));
  }

  /** What to say now, 500 calls at most. They are then given to {@link answer}, before the next are taken. */
  takeCalls(nowMs: number, unixMs: number): LeaseCall[] {
    for (const account of this.#candidates(nowMs, unixMs).slice(0, MOST_CALLS - this.#called.size)) {
      const { key } = account.budget;
      this.#called.set(account.call(nowMs), account);
      this.#accounts.delete(key);
      this.#accounts.set(key, account);
    }
    return [...this.#called.keys()];
  }

  /**
   * Takes in what was answered to the calls, in their order; null where it came to nothing, and they are made again: the next
   * ones say the same sums. While Redis is away, who has a lease goes on with it, and who has none takes what is answered.
   */
  answer(leases: readonly (Lease | null)[], goesBy: GoesBy, nowMs: number): void {
    for (const [place, [call, account]] of [...this.#called].entries()) {
      const lease = leases[place] ?? null;
      const hasShare = account.hasLease && ["shared", "as_before"].includes(account.goesBy);
      if (goesBy !== "as_before" || !hasShare) {
        const alone = lease === null ? "refused" : "alone";
        const byPolicy = goesBy === "as_before" ? alone : goesBy;
        if (lease === null) account.miss(byPolicy);
        else account.answer(call, lease, byPolicy, nowMs);
      } else account.miss(goesBy);
      if (account.isBusy) this.#touched.add(account);
    }
    this.#called.clear();
  }

  #sharing(account: BudgetAccount): Sharing {
    return this.#isAlone ? "whole" : account.goesBy;
  }

  #touch(key: string): BudgetAccount | undefined {
    const account = this.#accounts.get(key);
    if (account !== undefined && !this.#isAlone) this.#touched.add(account);
    return account;
  }

  /** Those that are due, who waits for longest first where all are looked at. */
  #candidates(nowMs: number, unixMs: number): BudgetAccount[] {
    const looksAtAll = nowMs - this.#lookedAtMs >= Math.min(LOOK_AT_ALL_EVERY_MS, this.#pauses.idle);
    if (looksAtAll) {
      this.#lookedAtMs = nowMs;
      this.#forgetOver(unixMs);
    }
    for (const account of this.#touched) if (!account.isBusy) this.#touched.delete(account);
    const looked = looksAtAll ? this.#accounts.values() : this.#touched;
    return [...looked].filter((account) => account.dueAtMs(this.#pauses) <= nowMs);
  }

  #forgetOver(unixMs: number): void {
    for (const account of this.#accounts.values()) {
      const { endsAtMs } = account.budget;
      const hasEnded = endsAtMs > 0 && endsAtMs <= unixMs;
      // Whoever cannot be told of its end forgets it by itself.
      const isUntold = account.isClosed && account.goesBy === "refused";
      if (hasEnded || account.isOver || isUntold) this.#forget(account);
    }
  }

  #forget(account: BudgetAccount): void {
    account.isForgotten = true;
    this.#accounts.delete(account.budget.key);
    this.#touched.delete(account);
  }
}
