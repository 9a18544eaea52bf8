// Writes of plans and of which API offers them. The gateways know a plan before anybody subscribes under it.
import { apiGone } from "#lib/apis/gone-or-stale.ts";
import type { Db } from "#lib/db/db.ts";
import { type Change, change } from "#lib/feed/change.ts";
import { refusingTaken } from "#lib/feed/refusing-taken.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { defaultPlanId, type Plan, type PlanFields, seededPlans } from "./plan.ts";

const planGone = refuse("not_found", "This plan does not exist any more.");
const nameTaken = refuse("taken", "There is a plan of this name: choose another.", "name");
const seeding = "seeded_plans";

/** Adds a plan. Refusals: `taken`. */
export async function createPlan(
  context: CommandContext,
  { plan }: { readonly plan: PlanFields },
): Promise<Outcome<{ readonly planId: string }>> {
  const id = context.newId();
  return refusingTaken(nameTaken, () =>
    change(context.db, async (inside) => {
      const position = await inside.tx.plan.count();
      await insertPlan(inside, { id, ...plan }, position, context.now());
      return done({ planId: id });
    }),
  );
}

/** Changes a plan, for those too who subscribe under it: connections follow within a second. */
export async function updatePlan(
  context: CommandContext,
  { planId, plan }: { readonly planId: string; readonly plan: PlanFields },
): Promise<Outcome<null>> {
  return refusingTaken(nameTaken, () =>
    change(context.db, async ({ tx, publish }) => {
      const { count } = await tx.plan.updateMany({
        where: { id: planId },
        data: { ...columnsOf(plan), updatedAt: context.now() },
      });
      if (count === 0) return planGone;
      await publish({
        kind: "plan",
        id: planId,
        record: { id: planId, name: plan.name, limits: plan.limits },
      });
      return done(null);
    }),
  );
}

/** Deletes a plan that nobody uses. Refusals: `not_found`, `in_use`. */
export async function deletePlan(
  context: CommandContext,
  { planId }: { readonly planId: string },
): Promise<Outcome<null>> {
  return change(context.db, async ({ tx, publish }) => {
    const plan = await tx.plan.findUnique({
      where: { id: planId },
      select: { _count: { select: { subscriptions: true } } },
    });
    if (!plan) return planGone;
    const { subscriptions } = plan._count;
    if (subscriptions > 0) return inUse(subscriptions);
    await tx.apiPlan.deleteMany({ where: { planId } });
    await tx.plan.delete({ where: { id: planId } });
    await publish({ kind: "plan", id: planId, record: null });
    return done(null);
  });
}

function inUse(subscriptions: number): Refusal {
  const who = subscriptions === 1 ? "One subscription goes" : `${subscriptions} subscriptions go`;
  return refuse("in_use", `${who} by this plan: change their plan first, on the APIs' Subscriptions pages.`);
}

/**
 * Sets the plans that an API offers; who subscribes under another keeps it. None at all means that nobody new can
 * subscribe. Refusals: `not_found`.
 */
export async function offerPlans(
  context: CommandContext,
  { apiId, planIds }: { readonly apiId: string; readonly planIds: readonly string[] },
): Promise<Outcome<null>> {
  return change(context.db, async ({ tx }) => {
    const api = await tx.api.findUnique({ where: { id: apiId }, select: { id: true } });
    if (!api) return apiGone;
    const wanted = [...new Set(planIds)];
    const known = await tx.plan.count({ where: { id: { in: wanted } } });
    if (known < wanted.length) return planGone;
    await tx.apiPlan.deleteMany({ where: { apiId } });
    await tx.apiPlan.createMany({ data: wanted.map((planId) => ({ apiId, planId })) });
    return done(null);
  });
}

/** What a new API offers, if there is that plan. */
export async function offerDefaultPlan(tx: Change["tx"], apiId: string): Promise<void> {
  const plan = await tx.plan.findUnique({ where: { id: defaultPlanId }, select: { id: true } });
  if (plan) await tx.apiPlan.create({ data: { apiId, planId: plan.id } });
}

/** Puts the first plans in, once in the life of an installation; the APIs that are there offer the default one. */
export async function ensureSeededPlans(db: Db, now: Date): Promise<void> {
  await change(db, async (inside) => {
    const { tx } = inside;
    if (await tx.dataMigration.findUnique({ where: { name: seeding } })) return;
    for (const [position, plan] of seededPlans.entries()) await insertPlan(inside, plan, position, now);
    const apis = await tx.api.findMany({ select: { id: true } });
    await tx.apiPlan.createMany({ data: apis.map(({ id }) => ({ apiId: id, planId: defaultPlanId })) });
    await tx.dataMigration.create({ data: { name: seeding, finishedAt: now } });
  });
}

async function insertPlan({ tx, publish }: Change, plan: Plan, position: number, now: Date): Promise<void> {
  const { id, name, limits } = plan;
  await tx.plan.create({ data: { id, ...columnsOf(plan), position, updatedAt: now } });
  await publish({ kind: "plan", id, record: { id, name, limits } });
}

function columnsOf({ name, description, limits, needsApproval }: PlanFields) {
  const nameKey = name.toLowerCase();
  return { name, nameKey, description, needsApproval, limits: JSON.stringify(limits) };
}
