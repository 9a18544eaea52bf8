// What this worker knows of the budgets that gateways share: what its gateway may take of each, less what it has taken itself
// since that was told. It reports what it takes a few times a second, and asks for nothing per message.
import type { Budget, BudgetAllowance, BudgetReport } from "#gateway/contract.ts";

/** What was told grows for so long: by then it is told anew, or nobody knows. */
const GROWS_MS = 250;
/** How long a handshake waits for its gateway's share. */
const SETTLED_WITHIN_MS = 250;

type Told = BudgetAllowance & { readonly atMs: number };
type Known = {
  readonly owner: string;
  budget: Budget;
  spent: number;
  /** Connections that have a slot or wait for one. */
  counted: number;
  waiting: number;
  /** Null before the first word of the primary: until then this worker goes by its own limits alone. */
  told: Told | null;
  isOpen: boolean;
};
type Waiting = {
  readonly keys: ReadonlySet<string>;
  readonly slots: readonly Known[];
  readonly done: () => void;
};

/** The budgets of a worker, by key; those of a subscription, an API or a topic are opened and closed together. */
export class GatewayBudgets {
  readonly #known = new Map<string, Known>();
  readonly #keysOf = new Map<string, Set<string>>();
  readonly #opened = new Set<string>();
  readonly #closed = new Set<string>();
  readonly #used = new Set<string>();
  readonly #waiting = new Set<Waiting>();
  readonly #now: () => number;

  /** `now` yields milliseconds of a clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
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

  /** What may be taken of a budget, or how many more slots be held; without end where nothing is known of it. */
  available(key: string, nowMs: number): number {
    const known = this.#known.get(key);
    if (known === undefined || known.told === null) return Number.POSITIVE_INFINITY;
    const { told } = known;
    const grown = (Math.min(GROWS_MS, nowMs - told.atMs) * told.perSecond) / 1_000;
    return told.available + grown - (known.spent - told.spent) - (heldOf(known) - told.held);
  }

  /** How fast a budget grows back here; 0 where it does not. */
  perSecond(key: string): number {
    return this.#known.get(key)?.told?.perSecond ?? 0;
  }

  /** Notes what was taken of a rate or a quota. */
  spend(key: string, amount: number): void {
    const known = this.#known.get(key);
    if (known === undefined) return;
    known.spent += amount;
    this.#used.add(key);
  }

  /** Notes how many connections here have a slot of a budget or wait for one, see {@link whenSettled}. */
  hold(key: string, count: number): void {
    const known = this.#known.get(key);
    if (known === undefined || known.counted === count) return;
    known.counted = count;
    this.#used.add(key);
  }

  /** Takes in what the primary tells. */
  hear(allowances: readonly BudgetAllowance[]): void {
    const atMs = this.#now();
    for (const allowance of allowances) {
      const known = this.#known.get(allowance.key);
      if (known?.isOpen) known.told = { ...allowance, atMs };
    }
    for (const waiting of this.#waiting) if (this.#mayGoOn(waiting)) waiting.done();
  }

  /**
   * Calls `done` once when the gateway has its share of all budgets of these owners, at once where it has, or after 250 ms. A
   * connection that was counted, see {@link hold}, waits for its slots too, in the order of these calls, until there is one
   * of each or it is told that there is none anywhere: see {@link available}. The returned function gives up: nothing is called
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
    return giveUp;
  }

  /** What happened since the last call; null where nothing did. */
  takeReport(): BudgetReport | null {
    if (this.#opened.size + this.#closed.size + this.#used.size === 0) return null;
    const of = (keys: ReadonlySet<string>): Known[] => [...keys].flatMap((key) => this.#known.get(key) ?? []);
    const report = {
      opened: of(this.#opened).map(({ budget }) => budget),
      closed: [...this.#closed],
      used: of(this.#used).map((known) => {
        const { budget, spent, waiting } = known;
        return { key: budget.key, spent, held: heldOf(known), waiting };
      }),
    };
    for (const key of this.#closed) this.#known.delete(key);
    for (const keys of [this.#opened, this.#closed, this.#used]) keys.clear();
    return report;
  }

  #open(owner: string, budget: Budget): void {
    const { key } = budget;
    const known = this.#known.get(key);
    this.#closed.delete(key);
    if (known !== undefined) {
      const isChanged = !known.isOpen || !isSame(known.budget, budget);
      known.isOpen = true;
      known.budget = budget;
      if (isChanged) this.#opened.add(key);
      return;
    }
    this.#known.set(key, { owner, budget, spent: 0, counted: 0, waiting: 0, told: null, isOpen: true });
    this.#opened.add(key);
  }

  #close(key: string): void {
    const known = this.#known.get(key);
    if (known === undefined) return;
    known.isOpen = false;
    this.#closed.add(key);
  }

  #slotsOf(keys: ReadonlySet<string>): Known[] {
    return [...keys]
      .flatMap((key) => this.#known.get(key) ?? [])
      .filter(({ budget, counted, waiting }) => budget.kind === "slots" && counted > waiting);
  }

  #await(slots: readonly Known[], change: 1 | -1): void {
    for (const known of slots) {
      known.waiting += change;
      this.#used.add(known.budget.key);
    }
  }

  #mayGoOn({ keys, slots }: Waiting): boolean {
    return [...keys].every((key) => {
      const known = this.#known.get(key);
      if (known !== undefined && slots.includes(known)) return this.#isDecided(known);
      return known?.told?.isSettled === true;
    });
  }

  /** It is enough that there is one slot: who else waits need not have one too. That there is none counts for those who were told of. */
  #isDecided(slots: Known): boolean {
    if (slots.told === null) return false;
    const { held, waiting, isSettled } = slots.told;
    if (this.available(slots.budget.key, this.#now()) >= 1) return true;
    return isSettled && slots.counted <= held + waiting;
  }
}

function heldOf({ counted, waiting }: Known): number {
  return counted - waiting;
}

function isSame(one: Budget, other: Budget): boolean {
  return (
    one.capacity === other.capacity &&
    one.perSecond === other.perSecond &&
    one.mostLeased === other.mostLeased
  );
}
