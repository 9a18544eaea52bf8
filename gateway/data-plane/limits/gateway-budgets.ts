// The budgets that this worker shares with others, by whose they are: it leases from them before it takes, asks for nothing per
// message, and has handshakes wait until their share is known.
import type { Budget, GoesBy, Lease, LeaseCall } from "#gateway/contract.ts";
import type { BudgetAccount } from "#gateway/data-plane/limits/budget-account.ts";
import { BudgetAccounts } from "#gateway/data-plane/limits/budget-accounts.ts";

/** How long a handshake waits for its share: twice as long as Redis may take to answer. */
const SETTLED_WITHIN_MS = 500;

type Known = {
  readonly owner: string;
  budget: Budget;
  /** Connections that have a slot or wait for one. */
  counted: number;
  waiting: number;
  isOpen: boolean;
};
type Waiting = {
  readonly keys: ReadonlySet<string>;
  readonly slots: readonly Known[];
  readonly done: () => void;
};

type GatewayBudgetsOptions = {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Unix time in milliseconds. */
  readonly unixNow: () => number;
  /** Hears that leases should be asked for soon; nobody does where there is nobody to share with. */
  readonly onWanting: (() => void) | null;
};

/** The budgets of a worker, by key; those of a subscription, an API or a topic are opened and closed together. */
export class GatewayBudgets {
  readonly #known = new Map<string, Known>();
  readonly #keysOf = new Map<string, Set<string>>();
  readonly #waiting = new Set<Waiting>();
  readonly #accounts: BudgetAccounts;
  readonly #options: GatewayBudgetsOptions;
  readonly #wanting: () => void;

  constructor(options: GatewayBudgetsOptions) {
    this.#options = options;
    this.#accounts = new BudgetAccounts({ isAlone: options.onWanting === null });
    this.#wanting = options.onWanting ?? (() => {});
  }

  /** These are the budgets of an owner from now on, with these numbers; others of its are closed. */
  open(owner: string, budgets: readonly Budget[]): void {
    const keys = new Set(budgets.map(({ key }) => key));
    for (const key of this.#keysOf.get(owner) ?? []) if (!keys.has(key)) this.#close(key);
    this.#keysOf.set(owner, keys);
    for (const budget of budgets) this.#open(owner, budget);
  }

  /** The window of a budget is over: another one takes its place, where it is open. */
  replace(formerKey: string, next: Budget): void {
    const former = this.#known.get(formerKey);
    if (!former?.isOpen) return;
    this.#keysOf.get(former.owner)?.delete(formerKey);
    this.#keysOf.get(former.owner)?.add(next.key);
    this.#close(formerKey);
    this.#open(former.owner, next);
  }

  /** An owner has no use for its budgets any more. */
  close(owner: string): void {
    for (const key of this.#keysOf.get(owner) ?? []) this.#close(key);
    this.#keysOf.delete(owner);
  }

  /** What is held of a budget, to be kept by who asks with every message, until it is forgotten; null before it is open. */
  find(key: string): BudgetAccount | null {
    return this.#accounts.find(key);
  }

  /** What may be taken of a rate or a quota; without end while nothing is known of it. */
  available(account: BudgetAccount, nowMs: number): number {
    return this.#accounts.available(account, nowMs);
  }

  /** How fast that grows; 0 where it does not. */
  perSecond(account: BudgetAccount): number {
    return this.#accounts.perSecond(account);
  }

  /** Notes what was taken of a rate or a quota. */
  spend(account: BudgetAccount, amount: number): void {
    if (this.#accounts.spend(account, amount)) this.#wanting();
  }

  /** How many more slots of a budget may be held; without end where it is not open. */
  freeSlots(key: string, nowMs: number): number {
    const account = this.#accounts.find(key);
    return account === null ? Number.POSITIVE_INFINITY : this.#accounts.available(account, nowMs);
  }

  /** Notes how many connections here have a slot of a budget or wait for one, see {@link whenSettled}. */
  hold(key: string, count: number): void {
    const known = this.#known.get(key);
    if (known === undefined || known.counted === count) return;
    known.counted = count;
    this.#accounts.hold(key, heldOf(known), known.waiting);
  }

  /** What to ask for now, empty where nothing is; to be asked again only after the answer was heard. */
  takeCalls(): LeaseCall[] {
    return this.#accounts.takeCalls(this.#options.now(), this.#options.unixNow());
  }

  /** Takes in the answer to what was asked for last. */
  hear(leases: readonly (Lease | null)[], goesBy: GoesBy): void {
    this.#accounts.answer(leases, goesBy, this.#options.now());
    for (const waiting of this.#waiting) if (this.#mayGoOn(waiting)) waiting.done();
  }

  /** Another worker wants its share of a budget. */
  makeRoom(key: string, fairShare: number): void {
    this.#accounts.makeRoom(key, fairShare);
    this.#wanting();
  }

  /**
   * Calls `done` once when the worker has its share of all budgets of these owners, at once where it has, or after 500 ms. A
   * connection that was counted, see {@link hold}, waits for its slots too, in the order of these calls, until there is one
   * of each or it is told that there is none anywhere: see {@link freeSlots}. The returned function gives up: nothing is called
   * after it.
   */
  whenSettled(owners: readonly string[], done: () => void): () => void {
    const keys = new Set(owners.flatMap((owner) => [...(this.#keysOf.get(owner) ?? [])]));
    const slots = this.#slotsOf(keys);
    this.#await(slots, 1);
    const giveUp = (): void => {
      clearTimeout(timer);
      if (this.#waiting.delete(waiting)) this.#await(slots, -1);
    };
    const finish = (): void => {
      giveUp();
      done();
    };
    const timer = setTimeout(finish, SETTLED_WITHIN_MS);
    const waiting = { keys, slots, done: finish };
    this.#waiting.add(waiting);
    if (this.#mayGoOn(waiting)) finish();
    else this.#wanting();
    return giveUp;
  }

  #open(owner: string, budget: Budget): void {
    const { key } = budget;
    const known = this.#known.get(key);
    if (known?.isOpen) known.budget = budget;
    else this.#known.set(key, { owner, budget, counted: 0, waiting: 0, isOpen: true });
    this.#accounts.open(budget, this.#options.now());
  }

  #close(key: string): void {
    const known = this.#known.get(key);
    if (known === undefined) return;
    known.isOpen = false;
    this.#known.delete(key);
    this.#accounts.hold(key, 0);
    this.#accounts.close(key);
  }

  #slotsOf(keys: ReadonlySet<string>): Known[] {
    return [...keys]
      .flatMap((key) => this.#known.get(key) ?? [])
      .filter(({ budget, counted, waiting }) => budget.kind === "slots" && counted > waiting);
  }

  #await(slots: readonly Known[], change: 1 | -1): void {
    for (const known of slots) {
      known.waiting += change;
      if (known.isOpen) this.#accounts.hold(known.budget.key, heldOf(known), known.waiting);
    }
  }

  /** Where a budget was closed meanwhile there is nothing to wait for. */
  #mayGoOn({ keys, slots }: Waiting): boolean {
    return [...keys].every((key) => {
      const known = this.#known.get(key);
      if (known === undefined || this.#accounts.isSettled(key)) return true;
      // It is enough that there is one slot: who else waits need not have one too.
      return slots.includes(known) && this.freeSlots(key, this.#options.now()) >= 1;
    });
  }
}

function heldOf({ counted, waiting }: Known): number {
  return counted - waiting;
}
