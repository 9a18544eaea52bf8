// What this gateway has of one budget that it shares with others. Pure: times come in, as milliseconds of a clock that never
// goes back, and nothing goes out.
import type { Budget } from "#gateway/contract.ts";
import { LEASE_GROWS_MS, type Lease, type LeaseCall } from "./budget.ts";

/** How a lease is to be understood: as long as Redis answers, for a while after it ceased to, and from then on. */
export type Sharing = "shared" | "as_before" | "alone" | "refused";

/** What may be taken of a budget, and how fast that grows until it is told anew. */
export type Allowance = { readonly available: number; readonly perSecond: number };

/** How long Redis is not called again for a budget, in milliseconds, by what there is to say. */
export type CallPauses = { readonly busy: number; readonly growing: number; readonly idle: number };

export class BudgetAccount {
  #budget: Budget;
  #spent = 0;
  #held = 0;
  /** Slots that handshakes wait for. */
  #waiting = 0;
  /** Of the whole budget, as if this gateway were alone; it decays as the budget grows back. */
  #used = 0;
  #usedAtMs: number;
  #lease: Lease | null = null;
  /** How many slots the lease was asked for; 0 once it is no longer whole. */
  #leaseNeeded = 0;
  /** Left of the lease; of slots, how many may be held. */
  #left = 0;
  #leftAtMs = 0;
  #growsUntilMs = 0;
  #calledAtMs = Number.NEGATIVE_INFINITY;
  #told = { spent: 0, held: 0, waiting: 0 };
  #hasNews = true;
  #isClosed = false;

  constructor(budget: Budget, nowMs: number) {
    this.#budget = budget;
    this.#usedAtMs = nowMs;
  }

  get budget(): Budget {
    return this.#budget;
  }

  /** True once nobody has a use for it here and Redis has been told. */
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

  /** Notes what was taken, which may be more than there was. */
  spend(amount: number, nowMs: number): void {
    this.#usedNow(nowMs);
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
  allowance(sharing: Sharing, nowMs: number): Allowance {
    const { capacity, perSecond } = this.#budget;
    // Where nothing was ever leased there is nothing to go on with.
    if (sharing === "refused") return { available: 0, perSecond: 0 };
    if (sharing === "alone") return { available: capacity - this.#held - this.#usedNow(nowMs), perSecond };
    const available = this.#leftNow(sharing, nowMs) - this.#held;
    return { available, perSecond: perSecond / (this.#lease?.gateways ?? 1) };
  }

  get hasLease(): boolean {
    return this.#lease !== null;
  }

  /**
   * True once there is a lease that others need not give back first: it is enough, or Redis has no more. Of slots it must
   * have been asked for as many as are needed now: an older answer says nothing of handshakes that came since.
   */
  get isSettled(): boolean {
    if (this.#lease === null) return false;
    const { tokens, fairShare } = this.#lease;
    const needed = this.#held + this.#waiting;
    const isEnough = this.#budget.kind === "slots" ? this.#left >= needed : tokens >= 1;
    return isEnough || (tokens >= fairShare && this.#leaseNeeded >= needed);
  }

  /** Another gateway wants the budget too: what is over the fair share is set aside, and given back by the next call. */
  makeRoom(fairShare: number, nowMs: number): void {
    const most = Math.max(fairShare, this.#held);
    // What is set aside already is given back when it was to be, however often others ask.
    if (this.#left <= most) return;
    this.#left = most;
    this.#leaseNeeded = 0;
    this.#hasNews = true;
    // Not at once: until then workers may take what they have not yet heard to be set aside.
    this.#calledAtMs = nowMs;
  }

  /** When Redis should next be called for it. */
  dueAtMs({ busy, growing, idle }: CallPauses): number {
    if (this.#hasChanged) return this.#calledAtMs + busy;
    return this.#calledAtMs + (this.#isGrowing ? growing : idle);
  }

  /** What to say to Redis now. Until the answer no more than `kept` may be taken, and what grows meanwhile. */
  call(sharing: Sharing, nowMs: number): LeaseCall {
    this.#calledAtMs = nowMs;
    this.#told = { spent: this.#spent, held: this.#held, waiting: this.#waiting };
    // Nobody leased what was taken without Redis: of that, only what is held is there.
    const isOwnLease = sharing === "shared" || sharing === "as_before";
    const kept = isOwnLease ? Math.max(this.#held, this.#leftNow(sharing, nowMs)) : this.#held;
    return {
      budget: this.#budget,
      spent: this.#spent,
      used: this.#usedNow(nowMs),
      kept: this.#isClosed ? this.#held : kept,
      needed: this.#held + this.#waiting,
      isWanting: !this.#isClosed,
      gateways: this.#lease?.gateways ?? 0,
    };
  }

  /** Takes in the answer to the last {@link call}. What is over the fair share is set aside, and given back by the next. */
  answer({ spent, needed }: LeaseCall, lease: Lease): void {
    const { tokens, fairShare } = lease;
    this.#lease = lease;
    this.#leaseNeeded = needed;
    const most = Math.max(fairShare, this.#held);
    this.#left = this.#isClosed ? 0 : Math.min(tokens - (this.#spent - spent), most);
    this.#leftAtMs = this.#calledAtMs;
    this.#growsUntilMs = this.#calledAtMs + LEASE_GROWS_MS;
    // Others hold what should be here, or here is what others should have: another call soon.
    const least = this.#budget.kind === "slots" ? this.#held + this.#waiting : fairShare / 2;
    this.#hasNews = !this.#isClosed && (tokens > most || tokens < least);
  }

  /** The call has come to nothing, or nobody knows: it is made again. */
  miss(): void {
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
    const grown = (Math.max(0, nowMs - this.#usedAtMs) * this.#budget.perSecond) / 1_000;
    this.#usedAtMs = nowMs;
    this.#used = Math.max(0, this.#used - grown);
    return this.#used;
  }

  /** Its part of the burst, and one token at least: half a message is of no use. */
  #mostGrown({ gateways }: Lease): number {
    return Math.max(1, this.#budget.capacity / gateways);
  }

  /** A lease of a rate grows by this gateway's part, up to its part of the burst. */
  #leftNow(sharing: Sharing, nowMs: number): number {
    const { perSecond } = this.#budget;
    const untilMs = sharing === "as_before" ? nowMs : Math.min(nowMs, this.#growsUntilMs);
    if (this.#lease === null || perSecond === 0 || untilMs <= this.#leftAtMs) return this.#left;
    const grown = ((untilMs - this.#leftAtMs) * perSecond) / this.#lease.gateways / 1_000;
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
