// What this worker has of one budget that it shares with others. Pure: times come in, as milliseconds of a clock that never
// goes back, and nothing goes out.
import { type Budget, type GoesBy, LEASE_GROWS_MS, type Lease, type LeaseCall } from "#gateway/contract.ts";

/** How a budget is kept to; `whole` by a data plane that shares with nobody. */
export type Sharing = GoesBy | "whole";

/** How long no lease is asked for again of a budget, in milliseconds, by what there is to say. */
export type CallPauses = {
  readonly low: number;
  readonly busy: number;
  readonly growing: number;
  readonly idle: number;
};

export class BudgetAccount {
  #budget: Budget;
  #spent = 0;
  #held = 0;
  /** Slots that handshakes wait for. */
  #waiting = 0;
  /** Of the whole budget, as if this worker were alone; it decays as the budget grows back. */
  #used = 0;
  #usedAtMs: number;
  #lease: Lease | null = null;
  /** How many wanted it by the last lease that was no lease of this gateway alone. */
  #sharers = 0;
  /** How many slots the lease was asked for; 0 once it is no longer whole. */
  #leaseNeeded = 0;
  /** Left of the lease; of slots, how many may be held. */
  #left = 0;
  #leftAtMs = 0;
  #growsUntilMs = 0;
  /** How much of that the store counts as leased: a full one does not grow. */
  #mayGrow = 0;
  #calledAtMs = Number.NEGATIVE_INFINITY;
  #told = { spent: 0, held: 0, waiting: 0 };
  #hasNews = true;
  #isClosed = false;
  /** True once another one may stand in its place: whoever keeps it looks for that. */
  isForgotten = false;
  #goesBy: GoesBy = "shared";

  constructor(budget: Budget, nowMs: number) {
    this.#budget = budget;
    this.#usedAtMs = nowMs;
  }

  get budget(): Budget {
    return this.#budget;
  }

  /** True once nobody has a use for it here and the store has been told. */
  get isOver(): boolean {
    return this.#isClosed && !this.#hasChanged;
  }

  /** True once nobody has a use for it here. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Somebody has a use for it, as it is now: another capacity or rate counts from the next call on. */
  open(budget: Budget, nowMs: number): void {
    if (this.#isClosed || !isSame(budget, this.#budget)) this.#hasNews = true;
    this.#usedNow(nowMs);
    this.#isClosed = false;
    this.#budget = budget;
  }

  /** Nobody has a use for it any more: the next call gives back what is left. */
  close(): void {
    if (!this.#isClosed) this.#hasNews = true;
    this.#isClosed = true;
    this.#left = 0;
  }

  /** Notes what was taken, which may be more than there was; at the time of the last {@link available}. */
  spend(amount: number): void {
    this.#spent += amount;
    this.#used += amount;
    this.#left -= amount;
  }

  /** Notes how many slots are held now, and how many are waited for. */
  hold(count: number, waiting = 0): void {
    this.#held = count;
    this.#waiting = waiting;
  }

  /** What may be taken now; of slots, how many more may be held. Negative while in debt. */
  available(sharing: Sharing, nowMs: number): number {
    const used = this.#usedNow(nowMs);
    if (sharing === "whole") return this.#budget.capacity - this.#held - used;
    // Where nothing was ever leased there is nothing to go on with.
    return (sharing === "refused" ? 0 : this.#leftNow(sharing, nowMs)) - this.#held;
  }

  /** How fast that grows. */
  perSecond(sharing: Sharing): number {
    if (sharing === "refused") return 0;
    return this.#budget.perSecond / (sharing === "whole" ? 1 : (this.#lease?.sharers ?? 1));
  }

  /** How it is kept to, by what was answered last. */
  get goesBy(): GoesBy {
    return this.#goesBy;
  }

  /** True where most of a lease is used up and there may be more of it. */
  get isLow(): boolean {
    if (this.#lease === null) return false;
    const { tokens, sharers } = this.#lease;
    return this.#left < tokens / 2 && (sharers > 1 || tokens >= this.#budget.mostLeased);
  }

  get hasLease(): boolean {
    return this.#lease !== null;
  }

  /**
   * True once there is a lease that others need not give back first: it is enough, or there is no more. Of slots it must
   * have been asked for as many as are needed now: an older answer says nothing of handshakes that came since.
   */
  get isSettled(): boolean {
    if (this.#lease === null) return false;
    const { tokens, fairShare } = this.#lease;
    const needed = this.#held + this.#waiting;
    const isEnough = this.#budget.kind === "slots" ? this.#left >= needed : tokens >= 1;
    return isEnough || (tokens >= fairShare && this.#leaseNeeded >= needed);
  }

  /** Another worker wants the budget too: what is over the fair share is set aside, and given back by the next call. */
  makeRoom(fairShare: number): void {
    const most = Math.max(fairShare, this.#held);
    // What is set aside already is given back when it was to be, however often others ask.
    if (this.#left <= most) return;
    this.#left = most;
    this.#leaseNeeded = 0;
    this.#hasNews = true;
    this.#calledAtMs = Number.NEGATIVE_INFINITY;
  }

  /** True while there is something to say of it, or soon to ask. */
  get isBusy(): boolean {
    return this.#hasChanged || this.#isGrowing;
  }

  /** When a lease should next be asked for. */
  dueAtMs({ low, busy, growing, idle }: CallPauses): number {
    if (this.isLow && this.#hasChanged) return this.#calledAtMs + low;
    if (this.#hasChanged) return this.#calledAtMs + busy;
    return this.#calledAtMs + (this.#isGrowing ? growing : idle);
  }

  /** What to say now. Until the answer no more than `kept` may be taken, and what grows meanwhile. */
  call(nowMs: number): LeaseCall {
    this.#calledAtMs = nowMs;
    this.#told = { spent: this.#spent, held: this.#held, waiting: this.#waiting };
    // What was refused was nobody's lease: of that, only what is held is there.
    const left = this.#goesBy === "refused" ? 0 : this.#leftNow(this.#goesBy, nowMs);
    return {
      budget: this.#budget,
      spent: this.#spent,
      used: this.#usedNow(nowMs),
      kept: this.#isClosed ? this.#held : Math.max(this.#held, left),
      held: this.#held,
      needed: this.#held + this.#waiting,
      isWanting: !this.#isClosed,
      isAlone: this.#goesBy === "alone",
      sharers: this.#sharers,
    };
  }

  /** Takes in the answer to the last {@link call}. What is over the fair share is set aside, and given back by the next. */
  answer({ spent, needed }: LeaseCall, lease: Lease, goesBy: GoesBy, nowMs: number): void {
    const { tokens, fairShare } = lease;
    this.#goesBy = goesBy;
    this.#lease = lease;
    if (goesBy === "shared") this.#sharers = lease.sharers;
    this.#leaseNeeded = needed;
    const most = Math.max(fairShare, this.#held);
    this.#left = this.#isClosed ? 0 : Math.min(tokens - (this.#spent - spent), most);
    // The store counted when it was asked, which may be long after the call: what grew until then is in the lease.
    this.#leftAtMs = nowMs;
    this.#growsUntilMs = this.#calledAtMs + LEASE_GROWS_MS;
    this.#mayGrow = Math.max(0, this.#mostGrown(lease) - tokens);
    // Others hold what should be here, or here is what others should have: another call soon.
    const least = this.#budget.kind === "slots" ? this.#held + this.#waiting : fairShare / 2;
    this.#hasNews = !this.#isClosed && (tokens > most || tokens < least);
  }

  /** The call has come to nothing, or nobody knows: it is made again. */
  miss(goesBy: GoesBy): void {
    this.#goesBy = goesBy;
    this.#hasNews = true;
  }

  get #hasChanged(): boolean {
    const { spent, held, waiting } = this.#told;
    return this.#hasNews || this.#spent !== spent || this.#held !== held || this.#waiting !== waiting;
  }

  get #isGrowing(): boolean {
    return (
      this.#budget.perSecond > 0 && this.#lease !== null && this.#lease.tokens < this.#mostGrown(this.#lease)
    );
  }

  #usedNow(nowMs: number): number {
    if (this.#budget.perSecond === 0) return this.#used;
    const grown = (Math.max(0, nowMs - this.#usedAtMs) * this.#budget.perSecond) / 1_000;
    this.#usedAtMs = nowMs;
    this.#used = Math.max(0, this.#used - grown);
    return this.#used;
  }

  /** Its part of the burst, and one token at least: half a message is of no use. */
  #mostGrown({ sharers }: Lease): number {
    return Math.max(1, this.#budget.capacity / sharers);
  }

  /** A lease of a rate grows by this worker's part, up to its part of the burst. */
  #leftNow(sharing: Sharing, nowMs: number): number {
    const { perSecond } = this.#budget;
    const untilMs = sharing === "as_before" ? nowMs : Math.min(nowMs, this.#growsUntilMs);
    if (this.#lease === null || perSecond === 0 || untilMs <= this.#leftAtMs) return this.#left;
    const due = ((untilMs - this.#leftAtMs) * perSecond) / this.#lease.sharers / 1_000;
    const grown = sharing === "as_before" ? due : Math.min(due, this.#mayGrow);
    this.#mayGrow -= grown;
    this.#left = Math.min(Math.max(this.#left, this.#mostGrown(this.#lease)), this.#left + grown);
    this.#leftAtMs = untilMs;
    return this.#left;
  }
}

function isSame(one: Budget, other: Budget): boolean {
  return (
    one.capacity === other.capacity &&
    one.perSecond === other.perSecond &&
    one.mostLeased === other.mostLeased &&
    one.endsAtMs === other.endsAtMs
  );
}
