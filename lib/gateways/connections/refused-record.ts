// What is known of a handshake that got no 101. Written by gateways, read by the portal. No credential, no query string,
// no backend address.
import { z } from "zod";

/** A refused handshake. */
export const refusedHandshakeSchema = z.object({
  connectionId: z.string(),
  /** Null where no API was found. */
  apiId: z.string().nullable(),
  /** Empty where no topic was found. */
  topic: z.string(),
  /** As asked for, by `recordedPath`; empty where nothing could be read. */
  path: z.string(),
  clientAddress: z.string(),
  refusedAtMs: z.number(),
  /** HTTP status of the answer. */
  status: z.int(),
  /** Code of the refusal, for example `backend_refused`. */
  code: z.string(),
  /** What the client was told, in words. */
  why: z.string(),
  /** HTTP status that the backend answered with; null where it did not. */
  upstreamStatus: z.int().nullable(),
  /** What the client called this attempt of its own (subprotocol `sluice.attempt.…`); null where it did not. */
  attemptId: z.string().nullable().default(null),
  /** When the client was told to come again; null where it was not. */
  retryAfterSeconds: z.number().nullable().default(null),
  /** How many more were refused for the same reason shortly after, and have no record of their own. */
  moreLikeIt: z.int(),
});

export type RefusedHandshake = z.infer<typeof refusedHandshakeSchema>;
