"use server";
// What publishers decide of an API's consumers: plans, who finds it, and each subscription.

import { action } from "#app/_server/action.ts";
import { saveVisibility as save } from "#lib/catalogue/commands.ts";
import { saveVisibilitySchema } from "#lib/catalogue/visibility.ts";
import * as plans from "#lib/plans/commands.ts";
import { offerPlansSchema } from "#lib/plans/plan.ts";
import * as subscriptions from "#lib/subscriptions/commands.ts";
import { blockSchema, changePlanSchema, decideSchema } from "#lib/subscriptions/subscription.ts";

const decides = "subscription:decide";

export const offerPlans = action(decides, offerPlansSchema, plans.offerPlans);
export const saveVisibility = action(decides, saveVisibilitySchema, save);
export const decide = action(decides, decideSchema, subscriptions.decideSubscription);
export const block = action(decides, blockSchema, subscriptions.blockSubscription);
export const changePlan = action(decides, changePlanSchema, subscriptions.changePlan);
