// A consuming application and the APIs it may use, as the gateways know them. Pure data and its schema.
import { z } from "zod";

/** How a subscription stands: what waits or was refused is known too, so that a client can be told why. */
export const subscriptionStates = ["pending", "active", "rejected"] as const;

/** What a publisher has blocked of a subscription. */
export const subscriptionBlocks = ["none", "production", "all"] as const;

export const subscriptionRecordSchema = z.object({
  id: z.string(),
  apiId: z.string(),
  planId: z.string(),
  state: z.enum(subscriptionStates),
  blocked: z.enum(subscriptionBlocks),
});

export const applicationRecordSchema = z.object({
  id: z.string(),
  /** As it is logged, and sent to backends in X-Sluice-Application. */
  name: z.string(),
  /** The person it belongs to; rows of before there were deny policies do not say. */
  ownerId: z.string().default(""),
  subscriptions: z.array(subscriptionRecordSchema),
});

export type SubscriptionState = (typeof subscriptionStates)[number];
export type SubscriptionBlock = (typeof subscriptionBlocks)[number];
export type SubscriptionRecord = z.infer<typeof subscriptionRecordSchema>;
export type ApplicationRecord = z.infer<typeof applicationRecordSchema>;
