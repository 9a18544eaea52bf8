// Reads of plans.
import type { DbReader } from "#lib/db/db.ts";
import { planLimitsSchema } from "#lib/routes/plan-record.ts";
import type { Plan } from "./plan.ts";

type PlanRow = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly limits: string;
  readonly needsApproval: boolean;
};

/** All plans, in the order in which they are shown. */
export async function listPlans(db: DbReader): Promise<readonly Plan[]> {
  const rows = await db.plan.findMany({ orderBy: [{ position: "asc" }, { nameKey: "asc" }] });
  return rows.map(planOf);
}

/** The plans that an API offers, in the order in which they are shown. */
export async function listOfferedPlans(db: DbReader, apiId: string): Promise<readonly Plan[]> {
  const rows = await db.plan.findMany({
    where: { apis: { some: { apiId } } },
    orderBy: [{ position: "asc" }, { nameKey: "asc" }],
  });
  return rows.map(planOf);
}

/** How many APIs offer each plan, and how many subscriptions go by it. */
export async function countUsesOfPlans(
  db: DbReader,
): Promise<ReadonlyMap<string, { readonly apis: number; readonly subscriptions: number }>> {
  const rows = await db.plan.findMany({
    select: { id: true, _count: { select: { apis: true, subscriptions: true } } },
  });
  return new Map(rows.map(({ id, _count }) => [id, _count]));
}

function planOf({ id, name, description, limits, needsApproval }: PlanRow): Plan {
  return { id, name, description, limits: planLimitsSchema.parse(JSON.parse(limits)), needsApproval };
}
