// What is known of one connection of a client: while it lives, and after its end ("explain this close"). Written by
// gateways, read by the portal. No credential, no query string, no backend address.
import { z } from "zod";

/** Counts of one direction. Bytes are payload bytes of data messages, as they travelled. */
const trafficSchema = z.object({ messages: z.number(), bytes: z.number(), frames: z.number() });

/** Head of the last frame of a direction (RFC 6455 section 5.2). */
export const frameHeadSchema = z.object({ opcode: z.int(), isFinal: z.boolean(), payloadBytes: z.number() });

/** Pings and pongs that came, the answers to the gateway's own among them, and how long the last such answer took. */
const controlsSchema = z.object({
  pingsFromClient: z.number(),
  pongsFromClient: z.number(),
  pingsFromBackend: z.number(),
  pongsFromBackend: z.number(),
  /** Milliseconds; null where no ping of the gateway was answered. */
  clientRoundTripMs: z.number().nullable(),
  backendRoundTripMs: z.number().nullable(),
});

/** State of one of the two sockets at the end. */
export const legStates = ["open", "closing", "closed", "lost"] as const;

const identitySchema = z.object({
  connectionId: z.string(),
  apiId: z.string(),
  apiName: z.string(),
  apiVersion: z.string(),
  /** Revision whose route record applied last. */
  revision: z.int(),
  topic: z.string(),
  /** As asked for, by `recordedPath`; empty in records of before it was kept. */
  path: z.string().default(""),
  application: z.string().nullable(),
  clientAddress: z.string(),
  subprotocol: z.string().nullable(),
  /** What both sides agreed on; null for nothing, and in records of before it was kept. */
  extensions: z.string().nullable().default(null),
  /** Milliseconds until the backend had answered; null in records of before it was kept. */
  dialMs: z.number().nullable().default(null),
  /** What the client called this attempt of its own (subprotocol `sluice.attempt.…`); null where it did not. */
  attemptId: z.string().nullable().default(null),
  /** True where messages were read (inspected), false where bytes passed untouched. */
  isInspected: z.boolean(),
  openedAtMs: z.number(),
  fromClient: trafficSchema,
  fromBackend: trafficSchema,
  /** Null in records of before they were counted. */
  controls: controlsSchema.nullable().default(null),
});

/** A connection that lives, as last seen. */
export const liveConnectionSchema = identitySchema.extend({
  /** Messages and bytes of both directions in the last second. */
  messagesPerSecond: z.number(),
  bytesPerSecond: z.number(),
  /** Bytes read but not yet taken by the slower side, both directions. */
  queuedBytes: z.number(),
});

/** A connection that has ended. */
export const closedConnectionSchema = identitySchema.extend({
  closedAtMs: z.number(),
  /** Code of the first Close frame; 1006 where the client vanished without one, 1014 where the backend did. */
  code: z.int(),
  closedBy: z.enum(["client", "backend", "gateway"]),
  /** In words. */
  why: z.string(),
  /** Name of the limit or rule that ended it, for example `maxMessageBytes`; null where none did. */
  policy: z.string().nullable(),
  /** Messages of the backend that were taken out: the topic has no Subscribe, or the client no scope to receive. */
  droppedForType: z.number().default(0),
  clientLeg: z.enum(legStates),
  backendLeg: z.enum(legStates),
  lastFromClient: frameHeadSchema.nullable(),
  lastFromBackend: frameHeadSchema.nullable(),
});

export type Controls = z.infer<typeof controlsSchema>;
export type FrameHead = z.infer<typeof frameHeadSchema>;
export type LegState = (typeof legStates)[number];
export type LiveConnection = z.infer<typeof liveConnectionSchema>;
export type ClosedConnection = z.infer<typeof closedConnectionSchema>;
