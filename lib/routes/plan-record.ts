// A business plan as the gateways know it: what one subscription may use. Pure data and its schema; the portal writes it,
// the gateway reads it. A limit of 0 is none.
import { z } from "zod";
import { MAX_RATE_LIMITS, rateLimitActions } from "./limits.ts";
import { UTC } from "./time-zone.ts";

/** Most quotas of a plan. */
export const MAX_QUOTAS = 8;

/** Calendar windows by the clocks of the plan's time zone: a day begins at midnight there, a month on its first. */
export const quotaWindows = ["minute", "hour", "day", "month"] as const;

/** Which messages count: those of the client, those of the backend, or both. */
export const countedDirections = ["fromClient", "fromBackend", "both"] as const;

/** Who shares the allowance: each connection has its own, or all connections of the subscription have one. */
export const planRateScopes = ["connection", "subscription"] as const;

/** A whole number from 1 on. */
function amountUpTo(most: number) {
  return z
    .int("Enter a whole number")
    .min(1, "Enter a whole number from 1 on")
    .max(most, `Enter at most ${most.toLocaleString("en")}`);
}

/** A whole number; 0 is no limit. */
function limitUpTo(most: number, words = most.toLocaleString("en")) {
  return z
    .int("Enter a whole number")
    .min(0, "Enter a whole number, or nothing for no limit")
    .max(most, `Enter at most ${words}`)
    .default(0);
}

/** Messages or payload bytes in a calendar window, of all connections of a subscription together. */
export const quotaSchema = z.object({
  unit: z.enum(["messages", "bytes"]),
  amount: amountUpTo(1_000_000_000_000),
  per: z.enum(quotaWindows),
  directions: z.enum(countedDirections),
  /** `slow` waits for the next window, `close` ends the connection with 4429, `drop` takes the message out. */
  action: z.enum(rateLimitActions),
});

/** So much a second, with so much saved up at most. */
export const planRateSchema = z.object({
  scope: z.enum(planRateScopes),
  unit: z.enum(["messages", "bytes"]),
  perSecond: amountUpTo(1_000_000_000),
  burst: amountUpTo(1_000_000_000),
  directions: z.enum(countedDirections),
  action: z.enum(rateLimitActions),
});

export const planLimitsSchema = z.object({
  rates: z.array(planRateSchema).max(MAX_RATE_LIMITS, `At most ${MAX_RATE_LIMITS} rates`).default([]),
  quotas: z.array(quotaSchema).max(MAX_QUOTAS, `At most ${MAX_QUOTAS} quotas`).default([]),
  /** By whose clocks the windows of quotas begin: an IANA name. Plans from before there was a choice go by UTC. */
  timeZone: z.string().max(64).default(UTC),
  /** Most connections of a subscription at a time. */
  maxConnections: limitUpTo(10_000_000),
  /** Most new connections of a subscription in a second. */
  maxNewConnectionsPerSecond: limitUpTo(1_000_000),
  /** Largest message from a client, in bytes; the smaller one of this and the API's own applies. */
  maxMessageBytes: limitUpTo(1_073_741_824),
  /** A connection of this age is closed with 4410; the smaller one of this and the API's own applies. */
  maxConnectionAgeMs: limitUpTo(604_800_000, "7 days"),
});

export const planRecordSchema = z.object({ id: z.string(), name: z.string(), limits: planLimitsSchema });

export type Quota = z.infer<typeof quotaSchema>;
export type PlanRate = z.infer<typeof planRateSchema>;
export type PlanLimits = z.infer<typeof planLimitsSchema>;
export type PlanRecord = z.infer<typeof planRecordSchema>;

/** A plan that limits nothing. */
export const unlimited: PlanLimits = planLimitsSchema.parse({});
