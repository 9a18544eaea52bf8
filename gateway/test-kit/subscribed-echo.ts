// An API with a plan, and who subscribes to it, for tests of limits on real processes.
import { randomUUID } from "node:crypto";
import { createPlan, offerPlans, updatePlan } from "#lib/plans/commands.ts";
import { listQuotaUse } from "#lib/plans/usage/repository.ts";
import type { PlanLimits } from "#lib/routes/plan-record.ts";
import { accepted } from "./accepted.ts";
import type { GatewayFixture } from "./gateway-fixture.ts";
import { subscribedApplication } from "./subscribed-application.ts";

/** A published echo, and a key of an application that subscribes under a plan of these limits; how to see its use and to change it. */
export async function subscribedEcho(fixture: GatewayFixture, limits: PlanLimits) {
  const { db, context } = fixture;
  const { apiId, path } = await fixture.publishedEcho();
  const planOf = (its: PlanLimits) => ({ name, description: "", limits: its, needsApproval: false });
  const name = `Trial ${randomUUID().slice(0, 8)}`;
  const { planId } = accepted(await createPlan(context, { plan: planOf(limits) }));
  accepted(await offerPlans(context, { apiId, planIds: [planId] }));
  const { applicationId, key } = await subscribedApplication(context, { apiId, planId });
  const subscription = await db.subscription.findFirstOrThrow({ where: { applicationId } });
  const usedUp = async (): Promise<number> => {
    const query = { subscriptions: [{ subscriptionId: subscription.id, limits }], now: new Date() };
    return (await listQuotaUse(db, query)).get(subscription.id)?.[0]?.used ?? 0;
  };
  const changePlan = async (its: PlanLimits): Promise<void> => {
    accepted(await updatePlan(context, { planId, plan: planOf(its) }));
  };
  return { path, key, usedUp, changePlan };
}
