// Connections that have ended and handshakes that were refused, as one list in the order of time.
import type { ClosedConnection } from "./connection-record.ts";
import type { RefusedHandshake } from "./refused-record.ts";

/** What became of a connection that is no more, or never was. */
export type PastEntry =
  | { readonly kind: "ended"; readonly record: ClosedConnection }
  | { readonly kind: "refused"; readonly record: RefusedHandshake };

export type PastPage = {
  readonly entries: readonly PastEntry[];
  /** How many match on all pages together. */
  readonly total: number;
  /** Where the next page begins; null on the last one. */
  readonly nextCursor: string | null;
};
