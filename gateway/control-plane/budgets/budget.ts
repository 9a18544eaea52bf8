// What several gateways share through Redis: budgets, and what a gateway and Redis say to each other about them. The script
// in lease-script.ts is the other side of these words.
import type { Budget } from "#gateway/contract.ts";

/** What a gateway says of a budget. Sums, not changes: a call that comes twice or never changes nothing. */
export type LeaseCall = {
  readonly budget: Budget;
  /** Taken since this gateway began with the budget. */
  readonly spent: number;
  /** What would be used of the budget if this gateway were alone: charged where Redis does not know it, or not any more. */
  readonly used: number;
  /** The most that it takes before it hears the answer; of slots, how many it may hold until then. Redis may take back the rest. */
  readonly kept: number;
  /** How many slots it holds and has handshakes waiting for; 0 for the other kinds. */
  readonly needed: number;
  /** False where it has no use for more. */
  readonly isWanting: boolean;
  /** How many gateways wanted it by the last answer, this one included; 0 before there was any. */
  readonly gateways: number;
};

/** What Redis answers. */
export type Lease = {
  /** May be taken from the time of the call on; of slots, how many may be held. */
  readonly tokens: number;
  /**
   * What it should have, with as many gateways as there are; of slots, those it needs, as far as there are any, and its part
   * of the free ones. Where this is less than the tokens, the rest is to be set aside; where it is more, others have yet to
   * give back what is missing.
   */
  readonly fairShare: number;
  /** How many gateways want the budget, this one included; 1 at least. */
  readonly gateways: number;
};

/** A gateway whose lease is older is taken for dead. */
export const LEASE_TTL_MS = 5_000;
/**
 * A lease of a rate grows, by the gateway's part of what grows back, for so long without an answer. Redis counts this as
 * leased from the start, so that a gateway that dies never took what nobody was charged for.
 */
export const LEASE_GROWS_MS = 250;
