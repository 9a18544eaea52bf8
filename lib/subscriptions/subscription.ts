// Subscriptions: an application uses an API under a plan. The rules of who may do what to one, pure.
import { z } from "zod";
import { bounded } from "#lib/kernel/bounded-text.ts";
import {
  type SubscriptionBlock,
  type SubscriptionState,
  subscriptionBlocks,
} from "#lib/routes/application-record.ts";

const id = z.string().min(1).max(64);
const note = bounded("The note", 300).trim().default("");

export const subscribeSchema = z.object({ applicationId: id, apiId: id, planId: id });
export const unsubscribeSchema = z.object({ subscriptionId: id });
export const decideSchema = z.object({
  apiId: id,
  subscriptionId: id,
  decision: z.enum(["approve", "reject"]),
  note,
});
export const blockSchema = z.object({
  apiId: id,
  subscriptionId: id,
  blocked: z.enum(subscriptionBlocks),
  note,
});
export const changePlanSchema = z.object({ apiId: id, subscriptionId: id, planId: id });

export type Decision = z.output<typeof decideSchema>["decision"];

/** What happened to a subscription. */
export const subscriptionActions = [
  "requested",
  "subscribed",
  "carriedOver",
  "approved",
  "rejected",
  "blocked",
  "productionBlocked",
  "unblocked",
  "planChanged",
  "transferred",
  "clientLost",
  "clientRemoved",
  "removed",
] as const;
export type SubscriptionAction = (typeof subscriptionActions)[number];

/** A subscription as its owner and the publisher see it. */
export type Subscription = {
  readonly id: string;
  readonly state: SubscriptionState;
  readonly blocked: SubscriptionBlock;
  readonly plan: { readonly id: string; readonly name: string };
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly note: string;
};

export type SubscriptionEvent = {
  readonly id: string;
  readonly applicationName: string;
  readonly planName: string;
  readonly action: SubscriptionAction;
  readonly by: string;
  readonly note: string;
  readonly at: Date;
};

/** The state of a subscription that is asked for now: pending where the plan needs approval. */
export function stateOnRequest(plan: { readonly needsApproval: boolean }): SubscriptionState {
  return plan.needsApproval ? "pending" : "active";
}

/** What a block is called in the history. */
export function actionOfBlock(blocked: SubscriptionBlock): SubscriptionAction {
  return ({ none: "unblocked", production: "productionBlocked", all: "blocked" } as const)[blocked];
}
