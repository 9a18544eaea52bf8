// Business plans: what subscribers may use. For admins.
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import { PlanDialog } from "#components/plans/plan-dialog.tsx";
import { PlanList } from "#components/plans/plan-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { countUsesOfPlans, listPlans } from "#lib/plans/repository.ts";
import { createPlan, deletePlan, updatePlan } from "./actions.ts";

export const metadata: Metadata = { title: "Business plans" };

export default async function PlansPage() {
  await requirePermission("plan:edit");
  const [plans, uses] = await Promise.all([listPlans(getDb()), countUsesOfPlans(getDb())]);
  return (
    <>
      <PageHeader
        title="Business plans"
        caption="What a subscription may use. Each API offers those that its publishers choose; a change acts on open connections within a second."
        actions={<PlanDialog save={{ create: createPlan }} />}
      />
      <PlanList
        plans={plans.map((plan) => ({ ...plan, uses: uses.get(plan.id) ?? { apis: 0, subscriptions: 0 } }))}
        update={updatePlan}
        remove={deletePlan}
      />
    </>
  );
}
