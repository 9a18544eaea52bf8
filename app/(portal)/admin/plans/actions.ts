"use server";
// What an admin does with business plans.

import { action } from "#app/_server/action.ts";
import * as plans from "#lib/plans/commands.ts";
import { createPlanSchema, deletePlanSchema, updatePlanSchema } from "#lib/plans/plan.ts";

export const createPlan = action("plan:edit", createPlanSchema, plans.createPlan);
export const updatePlan = action("plan:edit", updatePlanSchema, plans.updatePlan);
export const deletePlan = action("plan:edit", deletePlanSchema, plans.deletePlan);
