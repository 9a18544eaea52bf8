// Limits of a connection as the route record carries them: what may pass, how fast, and what exceeding does. Plans add
// to the same list (issue of the consumers): a limit is data, and the gateway knows only its scope.
import { z } from "zod";

/** Most rate limits of an API, and of a topic. */
export const MAX_RATE_LIMITS = 20;

/** Who sends what is limited: the client (Publish) or the backend (Subscribe). */
export const rateLimitDirections = ["fromClient", "fromBackend"] as const;

/** Who shares one allowance: each connection for itself, all of a topic, all of an API. */
export const rateLimitScopes = ["connection", "topic", "api"] as const;

/**
 * What exceeding does. `slow` reads no more until the allowance has grown back: nothing is lost. `close` ends the
 * connection with 4429 before the message that is too much. `drop` takes that message out, at its boundaries.
 */
export const rateLimitActions = ["slow", "close", "drop"] as const;

/** An allowance that grows by `perSecond` and holds at most `burst` (a token bucket), in messages or payload bytes. */
export const rateLimitSchema = z.object({
  scope: z.enum(rateLimitScopes),
  direction: z.enum(rateLimitDirections),
  unit: z.enum(["messages", "bytes"]),
  perSecond: z.int().min(1).max(1_000_000_000),
  burst: z.int().min(1).max(1_000_000_000),
  action: z.enum(rateLimitActions),
});

const byteCount = z.int().min(0).max(1_073_741_824);
const rateLimits = z.array(rateLimitSchema).max(MAX_RATE_LIMITS, `At most ${MAX_RATE_LIMITS} rate limits`);

/** Limits and times of an API's connections. Sizes in bytes, times in milliseconds; 0 switches a limit off. */
export const runtimeLimitsSchema = z.object({
  /** Time for the whole handshake with the backend: name, TCP, TLS, answer; failover to another backend included. */
  backendTimeoutMs: z.int().min(100).max(120_000),
  /** A connection on which no message moved either way for so long is closed with 4408. */
  idleTimeoutMs: z.int().min(0).max(86_400_000),
  /** A connection of this age is closed with 4410. */
  maxConnectionAgeMs: z.int().min(0).max(604_800_000),
  /**
   * Largest message from a client, continuation frames summed; the sender gets 1009, the peer 1001. 0 means 16 MB where
   * messages are read.
   */
  maxMessageBytes: byteCount,
  /** The same for messages from the backend. */
  maxBackendMessageBytes: byteCount.default(16_777_216),
  /** A leg that was silent for so long is sent a Ping by the gateway. */
  heartbeatIntervalMs: z.int().min(0).max(3_600_000).default(30_000),
  /** A leg that stays silent for so long after that Ping is half open: 4408. */
  heartbeatTimeoutMs: z.int().min(100).max(600_000).default(20_000),
  /** Most connections of the API at a time, on one gateway or on all that share limits; more get 429. */
  maxConnections: z.int().min(0).max(10_000_000).default(0),
  /** Most from one client address (of IPv6 its /64) at a time, always on one gateway. */
  maxConnectionsPerAddress: z.int().min(0).max(10_000_000).default(0),
  /** Most new connections of the API in a second, on one gateway or on all that share limits; more get 429 with Retry-After. */
  maxNewConnectionsPerSecond: z.int().min(0).max(1_000_000).default(0),
  /** Most pings and pongs of one side of a connection in a second; more close it with 1008. */
  maxControlFramesPerSecond: z.int().min(0).max(1_000_000).default(50),
  rateLimits: rateLimits.default([]),
});

/** What a topic has of its own; what is left out is the API's. Stands in the definition as `x-sluice-policy`. */
export const topicPolicySchema = z.object({
  /** True has the gateway read messages with `ws`: inflate, unmask, reassemble, check UTF-8. Else bytes pass untouched. */
  inspect: z.boolean().default(false),
  maxMessageBytes: byteCount.optional(),
  maxBackendMessageBytes: byteCount.optional(),
  idleTimeoutMs: z.int().min(0).max(86_400_000).optional(),
  /** In addition to the API's. */
  rateLimits: rateLimits.default([]),
});

export type RateLimit = z.infer<typeof rateLimitSchema>;
export type RuntimeLimits = z.infer<typeof runtimeLimitsSchema>;
export type TopicPolicy = z.infer<typeof topicPolicySchema>;

/** The policy of a topic that has none of its own. */
export const defaultTopicPolicy: TopicPolicy = { inspect: false, rateLimits: [] };
