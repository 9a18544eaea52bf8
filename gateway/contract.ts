// The bridge between control plane and data plane: the only file both of them import.
// The primary process (control plane) talks to its workers (data plane) in these messages.
import type { RoutingUpdate } from "#lib/routing/route-record.ts";

/** PEM texts of the wss listener. */
export type TlsMaterial = { readonly cert: string; readonly key: string };

/** Addresses a worker listens on; a port of 0 asks for a free one. */
export type ListenOptions = {
  readonly host: string;
  readonly wsPort: number;
  readonly wssPort: number;
};

/** Control plane to worker. */
export type ToWorker =
  | { readonly type: "listen"; readonly options: ListenOptions; readonly tls: TlsMaterial }
  | { readonly type: "routing"; readonly update: RoutingUpdate }
  | { readonly type: "tls"; readonly tls: TlsMaterial }
  | { readonly type: "drain"; readonly windowMs: number };

/** Counters of one worker, absolute since its start. */
export type WorkerStats = {
  readonly openConnections: number;
  readonly acceptedConnections: number;
  readonly refusedHandshakes: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
};

/** Worker to control plane. */
export type FromWorker =
  | { readonly type: "ready"; readonly wsPort: number; readonly wssPort: number }
  | { readonly type: "applied"; readonly revision: number }
  | { readonly type: "stats"; readonly stats: WorkerStats }
  | { readonly type: "drained" };
