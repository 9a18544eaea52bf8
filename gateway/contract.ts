// The bridge between control plane and data plane: the only file both of them import.
// The primary process (control plane) talks to its workers (data plane) in these messages.
import type { ClosedConnection, LiveConnection } from "#lib/gateways/connections/connection-record.ts";
import type { RefusedHandshake } from "#lib/gateways/connections/refused-record.ts";
import type { UsageSample } from "#lib/gateways/usage/usage.ts";
import type { TicketToRedeem } from "#lib/routes/redeemed-tickets.ts";
import type { EndpointEnvironment, RoutingUpdate } from "#lib/routes/route-record.ts";

/** PEM texts of the wss listener. */
export type TlsMaterial = { readonly cert: string; readonly key: string };

/** Addresses a worker listens on; a port of 0 asks for a free one. */
export type ListenOptions = {
  readonly host: string;
  readonly wsPort: number;
  readonly wssPort: number;
};

/**
 * Open connections by what they are counted under (`address:ID:NETWORK`), and credentials that failed within a minute
 * (`failed:MINUTE:NETWORK`): absolute numbers of what has changed
 * since the last report. Towards a worker: the sum of all the other workers.
 */
export type CountReport = readonly (readonly [key: string, count: number])[];

/**
 * What was taken of quotas, by key: from a worker what it took since its last report, towards a worker the sum
 * of what all others took. `endsAtMs` is the Unix time after which the key is forgotten.
 */
export type UsageReport = readonly {
  readonly key: string;
  readonly used: number;
  readonly endsAtMs: number;
}[];

/** An allowance that workers share, those of several gateways where there is Redis, under a name that all of them give it. */
export type Budget = {
  readonly key: string;
  /**
   * `rate`: what is used grows back, `perSecond`. `quota`: what is used stays used; the key names the window. `slots`: what
   * is held comes back when it is let go of, or when whoever held it is gone.
   */
  readonly kind: "rate" | "quota" | "slots";
  /** Burst of a rate, amount of a quota, number of slots. */
  readonly capacity: number;
  /** How much of a rate grows back; 0 for the others. */
  readonly perSecond: number;
  /** The most that one worker may have unspent, which is what is lost of the budget when it dies. */
  readonly mostLeased: number;
  /** Unix time in milliseconds at which a quota's window ends; 0 for the others. */
  readonly endsAtMs: number;
};

/** What a worker says of a budget. Sums, not changes: a call that comes twice or never changes nothing. */
export type LeaseCall = {
  readonly budget: Budget;
  /** Taken since this worker began with the budget. */
  readonly spent: number;
  /** What would be used of the budget if this worker were alone: charged where the store does not know it, or not any more. */
  readonly used: number;
  /** The most that it takes before it hears the answer; of slots, how many it may hold until then. The rest may go to others. */
  readonly kept: number;
  /** How many slots it holds; 0 for the other kinds. */
  readonly held: number;
  /** How many slots it holds and has handshakes waiting for; 0 for the other kinds. */
  readonly needed: number;
  /** False where it has no use for more. */
  readonly isWanting: boolean;
  /** True where what is kept is of a lease that its gateway gave while Redis was away. */
  readonly isAlone: boolean;
  /**
   * How many workers, of all gateways, wanted it by the last answer, this one included; 0 before there was any. What a
   * gateway answered by itself while Redis was away does not count.
   */
  readonly sharers: number;
};

/** What a worker is leased of a budget. */
export type Lease = {
  /** May be taken from the time of the call on; of slots, how many may be held. */
  readonly tokens: number;
  /**
   * What it should have, with as many workers as there are; of slots, those it needs, as far as there are any, and its part
   * of the free ones. Where this is less than the tokens, the rest is to be set aside; where it is more, others have yet to
   * give back what is missing.
   */
  readonly fairShare: number;
  /** How many workers, of all gateways, want the budget, this one included; 1 at least. */
  readonly sharers: number;
};

/**
 * A lease of a rate grows, by the worker's part of what grows back, for so long without an answer. The store counts this as
 * leased from the start, so that a worker that dies never took what nobody was charged for.
 */
export const LEASE_GROWS_MS = 250;

/**
 * How a budget is kept to: by what the store leases; while Redis is away, by the last lease; then by what the gateway leases
 * by itself, or not at all.
 */
export type GoesBy = "shared" | "as_before" | "alone" | "refused";

/** The newest use of an application's key: Unix time in milliseconds, and the client's address. */
export type KeyUse = { readonly keyId: string; readonly atMs: number; readonly clientAddress: string };

/** A backend, by where it stands. */
export type BackendName = {
  readonly apiId: string;
  readonly environment: EndpointEnvironment;
  readonly url: string;
};

/** What the active checks of the primary say of a backend; those not named count as healthy. */
export type BackendVerdict = BackendName & { readonly isHealthy: boolean };

/** What one worker has seen of a backend. */
export type BackendReport = BackendName & {
  readonly connections: number;
  /** Unix time in milliseconds until which this worker leaves it out after failed handshakes; 0 where it does not. */
  readonly ejectedUntilMs: number;
  /** Of the last failed dial; empty where the last one succeeded. */
  readonly problem: string;
  /** Of the last successful dial; null before one. */
  readonly dialMs: number | null;
};

/** Live connections of one API in one worker; `connections` holds the first of them. */
export type LiveReport = {
  readonly apiId: string;
  readonly total: number;
  readonly connections: readonly LiveConnection[];
};

/** Control plane to worker. */
export type ToWorker =
  | { readonly type: "listen"; readonly options: ListenOptions; readonly tls: TlsMaterial }
  | { readonly type: "routing"; readonly update: RoutingUpdate }
  | { readonly type: "tls"; readonly tls: TlsMaterial }
  /** For `lateMs` handshakes whose TCP connection this worker has already accepted are still let through. */
  | { readonly type: "drain"; readonly windowMs: number; readonly lateMs: number }
  | { readonly type: "counts"; readonly others: CountReport }
  | { readonly type: "allowances"; readonly others: UsageReport }
  /** The answer to the worker's last calls, in their order; null where there is nothing new. */
  | { readonly type: "leases"; readonly leases: readonly (Lease | null)[]; readonly goesBy: GoesBy }
  /** Another worker wants a budget: what is over the fair share is to be given back. */
  | { readonly type: "makeRoom"; readonly key: string; readonly fairShare: number }
  | { readonly type: "health"; readonly verdicts: readonly BackendVerdict[] }
  /** APIs whose live connections are to be reported, until the next such message. */
  | { readonly type: "watch"; readonly apiIds: readonly string[] }
  | { readonly type: "disconnect"; readonly connectionIds: readonly string[] }
  /** The answer to the worker's redemption of that number. */
  | { readonly type: "redeemed"; readonly number: number; readonly isFirst: boolean };

/** Counters of one worker, absolute since its start. */
export type WorkerStats = {
  readonly openConnections: number;
  readonly acceptedConnections: number;
  readonly refusedHandshakes: number;
  /** Handshakes and connections that were ended because something of the gateway's own threw. */
  readonly failedConnections: number;
  /** Connections refused or cut off because the system gave no socket for them (EMFILE and the like). */
  readonly shortages: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Bytes that wait for the slower side of their connection, now. */
  readonly queuedBytes: number;
};

/** How a worker's process is. */
export type WorkerProcess = {
  /** 99th percentile of the delay of its event loop in the last second, in seconds. */
  readonly eventLoopLagSeconds: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** CPU time since its start, in seconds. */
  readonly cpuSeconds: number;
};

/** Worker to control plane. */
export type FromWorker =
  | { readonly type: "ready"; readonly wsPort: number; readonly wssPort: number }
  | { readonly type: "applied"; readonly revision: number }
  | {
      readonly type: "stats";
      readonly stats: WorkerStats;
      readonly process: WorkerProcess;
      /** True while it has no descriptor left for another connection. */
      readonly isShortOfSockets: boolean;
    }
  | { readonly type: "counts"; readonly changed: CountReport }
  | { readonly type: "allowances"; readonly changed: UsageReport }
  /** Asks for leases; the next ones only after the answer. */
  | { readonly type: "leases"; readonly calls: readonly LeaseCall[] }
  | { readonly type: "backends"; readonly backends: readonly BackendReport[] }
  | { readonly type: "live"; readonly reports: readonly LiveReport[] }
  /** `leftOut` had to make room for these. */
  | { readonly type: "closed"; readonly connections: readonly ClosedConnection[]; readonly leftOut: number }
  /** `leftOut` are neither recorded nor counted on a record. */
  | { readonly type: "refused"; readonly refusals: readonly RefusedHandshake[]; readonly leftOut: number }
  | { readonly type: "usage"; readonly samples: readonly UsageSample[] }
  | { readonly type: "keyUses"; readonly uses: readonly KeyUse[] }
  /** Asks whether nobody has redeemed the ticket before; `number` is the worker's own. */
  | { readonly type: "redeem"; readonly number: number; readonly ticket: TicketToRedeem }
  /** A token named a key of these issuers that is not known. */
  | { readonly type: "issuerKeys"; readonly issuerIds: readonly string[] }
  | { readonly type: "drained" };
