// Business plans: what a subscriber may use of an API. What an admin edits, and what comes with an installation.
import { z } from "zod";
import { bounded } from "#lib/kernel/bounded-text.ts";
import { type PlanLimits, planLimitsSchema, type Quota, unlimited } from "#lib/routes/plan-record.ts";
import { isTimeZone } from "#lib/routes/time-zone.ts";

export type Plan = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly limits: PlanLimits;
  /** A subscription waits until a publisher has approved it. */
  readonly needsApproval: boolean;
};

/** What an admin says of a plan. */
export const planFieldsSchema = z.object({
  name: bounded("The name", 60)
    .trim()
    .min(1, "Enter a name")
    .regex(/^[\p{L}\p{N} ._-]*$/u, "A plan's name has letters, digits, spaces, dots, dashes and underscores"),
  description: bounded("The description", 500).trim(),
  limits: planLimitsSchema.superRefine(({ quotas, timeZone }, issues) => {
    if (!isTimeZone(timeZone)) {
      const message = "Choose a time zone of the list, such as UTC or Europe/Paris";
      issues.addIssue({ code: "custom", path: ["timeZone"], message });
    }
    const counted = quotas.map(({ unit, per, directions }) => `${unit} ${per} ${directions}`);
    for (const [index, what] of counted.entries()) {
      if (counted.indexOf(what) === index) continue;
      const message = "Another quota counts the same in the same window: change this one, or remove it.";
      issues.addIssue({ code: "custom", path: ["quotas", index, "amount"], message });
    }
  }),
  needsApproval: z.boolean(),
});
export type PlanFields = z.output<typeof planFieldsSchema>;

export const createPlanSchema = z.object({ plan: planFieldsSchema });
export const updatePlanSchema = z.object({ planId: z.string().min(1).max(64), plan: planFieldsSchema });
export const deletePlanSchema = z.object({ planId: z.string().min(1).max(64) });
export const offerPlansSchema = z.object({
  apiId: z.string().min(1).max(64),
  planIds: z.array(z.string().min(1).max(64)).max(100),
});

/** What a new API offers. */
export const defaultPlanId = "async-unlimited";

function daily(amount: number): PlanLimits {
  // As with WSO2, messages of both directions count; they are not lost but the connection ends, with the time to wait.
  const quota: Quota = { unit: "messages", amount, per: "day", directions: "both", action: "close" };
  return { ...unlimited, quotas: [quota] };
}

/** The plans of a new installation, with the numbers of WSO2's plans of the same names. */
export const seededPlans: readonly Plan[] = [
  plan("async-gold", "AsyncGold", "50,000 messages a day", daily(50_000)),
  plan("async-silver", "AsyncSilver", "25,000 messages a day", daily(25_000)),
  plan("async-bronze", "AsyncBronze", "5,000 messages a day", daily(5_000)),
  plan(defaultPlanId, "AsyncUnlimited", "As many messages as you like", unlimited),
];

function plan(id: string, name: string, description: string, limits: PlanLimits): Plan {
  return { id, name, description, limits, needsApproval: false };
}
