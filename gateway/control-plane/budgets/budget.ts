// Who leases budgets to workers: Redis, or this gateway from its own memory. Both go by the same rules, which
// lease-script.ts tells and lease-ledger.ts repeats, and pass the same tests.
import type { Lease, LeaseCall } from "#gateway/contract.ts";

/** What one worker asks for; its holder is the worker's name, of this run of this gateway alone. */
export type LeaseRequest = { readonly holder: string; readonly calls: readonly LeaseCall[] };

/** The answers to a request, in the order of its calls; null where a later call of that holder came before it. */
export type LeaseAnswers = readonly (Lease | null)[];

export type LeaseStore = {
  /** False while nothing can be asked. */
  readonly isReady: boolean;
  /**
   * Answers each request, in their order; one call at a time. Of no requests it finds out whether it could. Rejects with the reason in words without address and password;
   * nothing is known then of what was charged.
   */
  call(requests: readonly LeaseRequest[]): Promise<readonly LeaseAnswers[]>;
  close(): void;
};

/** Hears that a worker has found less of a budget than its fair share, while another one has more. */
export type OnWanted = (key: string, fairShare: number) => void;

/** A worker whose lease is older is taken for dead. */
export const LEASE_TTL_MS = 5_000;
