// Leases budgets from the memory of this process, to the workers of one gateway: the rules of lease-script.ts, which says why,
// without Redis. It is gone with the primary, and so are all who had leases.
import { type Budget, LEASE_GROWS_MS, type Lease, type LeaseCall } from "#gateway/contract.ts";
import {
  LEASE_TTL_MS,
  type LeaseAnswers,
  type LeaseRequest,
  type LeaseStore,
  type OnWanted,
} from "./budget.ts";

const SWEEP_EVERY_MS = 60_000;

type Held = { spent: number; tokens: number; ends: number; isWanting: boolean; needed: number };
type Entry = { budget: Budget; used: number; atMs: number; readonly leases: Map<string, Held> };
type Others = {
  readonly tokens: number;
  readonly most: number;
  readonly wanting: number;
  readonly needed: number;
};

type LeaseLedgerOptions = {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Unix time in milliseconds. */
  readonly unixNow: () => number;
  readonly onWanted: OnWanted;
  readonly leaseTtlMs?: number;
};

export class LeaseLedger implements LeaseStore {
  readonly isReady = true;
  readonly #options: Required<LeaseLedgerOptions>;
  readonly #entries = new Map<string, Entry>();
  /** What was used of a quota before this gateway began, and elsewhere. */
  readonly #elsewhere = new Map<string, { used: number; endsAtMs: number }>();
  #sweptAtMs: number;

  constructor(options: LeaseLedgerOptions) {
    this.#options = { leaseTtlMs: LEASE_TTL_MS, ...options };
    this.#sweptAtMs = options.now();
  }

  async call(requests: readonly LeaseRequest[]): Promise<readonly LeaseAnswers[]> {
    const nowMs = this.#options.now();
    if (nowMs - this.#sweptAtMs >= SWEEP_EVERY_MS) this.#sweep(nowMs);
    return requests.map(({ holder, calls }) => calls.map((call) => this.#leaseOf(holder, call, nowMs)));
  }

  /** Charges what was used of a quota by nobody who has leases here; `endsAtMs` is the Unix time after which nobody asks for it. */
  charge(key: string, amount: number, endsAtMs: number): void {
    const used = (this.#elsewhere.get(key)?.used ?? 0) + amount;
    this.#elsewhere.set(key, { used, endsAtMs });
    const entry = this.#entries.get(key);
    if (entry !== undefined) entry.used += amount;
  }

  close(): void {}

  #leaseOf(holder: string, call: LeaseCall, nowMs: number): Lease {
    const { budget, spent, isWanting, needed } = call;
    const { kind, capacity, perSecond, mostLeased } = budget;
    const entry = this.#entryOf(budget, nowMs);
    forgetDead(entry, nowMs);
    const known = entry.leases.get(holder);
    if (known?.ends === 0) {
      entry.used -= known.tokens;
      known.tokens = 0;
    }
    const newlySpent = known === undefined ? call.used : Math.max(0, spent - known.spent);
    const charged = kind === "slots" ? 0 : newlySpent;
    const grown = (perSecond * (nowMs - entry.atMs)) / 1_000;
    entry.used = Math.max(0, entry.used + charged - grown);
    entry.atMs = nowMs;

    const there = capacity - entry.used;
    const others = othersOf(entry, holder);
    const wanting = others.wanting + (isWanting ? 1 : 0);
    const kept =
      kind === "slots"
        ? call.kept
        : Math.max(0, Math.min(call.kept, known === undefined ? 0 : known.tokens - charged));
    let [fair, ahead] = [0, 0];
    if (isWanting) {
      fair = Math.max(0, Math.min(mostLeased, Math.ceil(there / wanting)));
      ahead = ((perSecond / wanting) * LEASE_GROWS_MS) / 1_000;
      if (kind === "slots") {
        const free = Math.max(0, there - needed - others.needed);
        fair = Math.min(there, needed + (wanting === 1 ? free : Math.floor(free / (wanting + 1))));
      }
    }
    const tokens = Math.max(kept, Math.min(fair, there - others.tokens));
    const beginsToWant = known?.isWanting !== true && (tokens < fair || tokens > there - others.tokens);
    const isShort =
      kind === "slots"
        ? tokens < needed && others.tokens > others.needed
        : beginsToWant || (tokens < fair / 2 && others.most > fair + ahead);
    if (isWanting && isShort) this.#options.onWanted(budget.key, kind === "slots" ? 0 : fair);
    if (kind === "slots" && !isShort) fair = Math.min(fair, tokens);
    ahead = Math.min(ahead, Math.max(0, Math.max(1, capacity / Math.max(1, wanting)) - tokens));
    const ends = nowMs + this.#options.leaseTtlMs;
    entry.leases.set(holder, { spent, tokens: tokens + ahead, ends, isWanting, needed });
    return { tokens, fairShare: fair, sharers: Math.max(1, wanting) };
  }

  #entryOf(budget: Budget, nowMs: number): Entry {
    const known = this.#entries.get(budget.key);
    if (known !== undefined) {
      known.budget = budget;
      return known;
    }
    const used = this.#elsewhere.get(budget.key)?.used ?? 0;
    const made = { budget, used, atMs: nowMs, leases: new Map<string, Held>() };
    this.#entries.set(budget.key, made);
    return made;
  }

  /** Forgets what tells nothing any more. */
  #sweep(nowMs: number): void {
    this.#sweptAtMs = nowMs;
    const unixMs = this.#options.unixNow();
    for (const [key, entry] of this.#entries) {
      forgetDead(entry, nowMs);
      const { kind, perSecond, endsAtMs } = entry.budget;
      const hasGrownBack = entry.used <= (perSecond * (nowMs - entry.atMs)) / 1_000;
      const isOver = kind === "quota" ? endsAtMs <= unixMs : entry.leases.size === 0 && hasGrownBack;
      if (isOver) this.#entries.delete(key);
    }
    for (const [key, { endsAtMs }] of this.#elsewhere) if (endsAtMs <= unixMs) this.#elsewhere.delete(key);
  }
}

/** What a dead one had unspent counts as used; of a quota that is noted, should it be alive after all. */
function forgetDead(entry: Entry, nowMs: number): void {
  const { kind } = entry.budget;
  for (const [holder, lease] of entry.leases) {
    if (lease.ends === 0 || lease.ends > nowMs) continue;
    lease.ends = 0;
    if (kind !== "slots") entry.used += lease.tokens;
    if (kind !== "quota") entry.leases.delete(holder);
  }
}

function othersOf({ leases }: Entry, holder: string): Others {
  let [tokens, most, wanting, needed] = [0, 0, 0, 0];
  for (const [other, lease] of leases) {
    if (other === holder || lease.ends === 0) continue;
    tokens += lease.tokens;
    most = Math.max(most, lease.tokens);
    needed += lease.needed;
    if (lease.isWanting) wanting += 1;
  }
  return { tokens, most, wanting, needed };
}
