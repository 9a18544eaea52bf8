// An API with a plan, and who subscribes to it, for tests of limits on real processes.
import { randomUUID } from "node:crypto";
import { createApplication } from "#lib/applications/commands.ts";
import { createKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import { createKey } from "#lib/credentials/api-keys/commands.ts";
import { createPlan, offerPlans, updatePlan } from "#lib/plans/commands.ts";
import { listQuotaUse } from "#lib/plans/usage/repository.ts";
import type { PlanLimits } from "#lib/routes/plan-record.ts";
import { subscribe } from "#lib/subscriptions/commands.ts";
import { type GatewayFixture, value } from "./gateway-fixture.ts";

/** A published echo, and a key of an application that subscribes under a plan of these limits; how to see its use and to change it. */
export async function subscribedEcho(fixture: GatewayFixture, limits: PlanLimits) {
  const { db, context } = fixture;
  const { apiId, path } = await fixture.publishedEcho();
  const id = randomUUID();
  await db.user.create({ data: { id, name: id, email: `${id}@test`, username: id } });
  const owner = { ...context, actor: { id, username: id } };
  const planOf = (its: PlanLimits) => ({
    name: `Trial ${id.slice(0, 8)}`,
    description: "",
    limits: its,
    needsApproval: false,
  });
  const { planId } = value(await createPlan(context, { plan: planOf(limits) }));
  value(await offerPlans(context, { apiId, planIds: [planId] }));
  const application = { name: "Shop", description: "" };
  const { applicationId } = value(await createApplication(owner, { application }));
  const viewer = { id, roles: ["subscriber"] as const };
  value(await subscribe(owner, { applicationId, apiId, planId }, viewer));
  const input = { applicationId, environment: "production", lifetimeDays: null, restrictions: {} };
  const { key } = value(await createKey(owner, createKeySchema.parse(input)));
  const subscription = await db.subscription.findFirstOrThrow({ where: { applicationId } });
  const usedUp = async (): Promise<number> => {
    const query = { subscriptions: [{ subscriptionId: subscription.id, limits }], now: new Date() };
    return (await listQuotaUse(db, query)).get(subscription.id)?.[0]?.used ?? 0;
  };
  const changePlan = async (its: PlanLimits): Promise<void> => {
    value(await updatePlan(context, { planId, plan: planOf(its) }));
  };
  return { path, key, usedUp, changePlan };
}
