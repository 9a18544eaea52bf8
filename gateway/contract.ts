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
 * Open connections by what they are counted under (`api:ID`, `address:ID:NETWORK`), and credentials that failed within a
 * minute (`failed:MINUTE:NETWORK`): absolute numbers of what has changed
 * since the last report. Towards a worker: the sum of all the other workers.
 */
export type CountReport = readonly (readonly [key: string, count: number])[];

/**
 * What was taken of shared allowances, by key: from a worker what it took since its last report, towards a worker the sum
 * of what all others took. `endsAtMs` is the Unix time after which the key is forgotten.
 */
export type UsageReport = readonly {
  readonly key: string;
  readonly used: number;
  readonly endsAtMs: number;
}[];

/** An allowance that gateways share, under a name that all of them give it. */
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
  /** The most that one gateway may have unspent, which is what is lost of the budget when it dies. */
  readonly mostLeased: number;
  /** Unix time in milliseconds at which a quota's window ends; 0 for the others. */
  readonly endsAtMs: number;
};

/** What a worker has taken of a budget since it was opened, and how many slots it holds and waits for. */
export type BudgetUse = {
  readonly key: string;
  readonly spent: number;
  readonly held: number;
  readonly waiting: number;
};

/** What a worker did with budgets since its last report. */
export type BudgetReport = {
  /** In use from now on, or with other numbers than before. */
  readonly opened: readonly Budget[];
  /** Keys of those that are not in use here any more. */
  readonly closed: readonly string[];
  /** Of those that have changed: sums since they were opened, and how many slots are held and waited for now. */
  readonly used: readonly BudgetUse[];
};

/** What the gateway's workers together may take of a budget. */
export type BudgetAllowance = {
  readonly key: string;
  readonly available: number;
  /** How fast that grows until it is told anew. */
  readonly perSecond: number;
  /** What of this worker's own is taken off it already. */
  readonly spent: number;
  readonly held: number;
  /** How many slots this worker waits for, as far as is known. */
  readonly waiting: number;
  /** False while other gateways have yet to give back this one's share, or may have to: of slots, all that are waited for. */
  readonly isSettled: boolean;
};

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
  | { readonly type: "budgets"; readonly allowances: readonly BudgetAllowance[] }
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
  | { readonly type: "budgets"; readonly report: BudgetReport }
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
