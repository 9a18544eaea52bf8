// Deny policies: who and what the gateways refuse at once. For admins.
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import { DenyPolicyDialog } from "#components/deny-policies/deny-policy-dialog.tsx";
import { DenyPolicyList } from "#components/deny-policies/deny-policy-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listDenyPolicies } from "#lib/deny-policies/repository.ts";
import { createDenyPolicy, deleteDenyPolicy, switchDenyPolicy } from "./actions.ts";

export const metadata: Metadata = { title: "Deny policies" };

export default async function DenyPoliciesPage() {
  await requirePermission("denyPolicy:edit");
  const policies = await listDenyPolicies(getDb());
  return (
    <>
      <PageHeader
        title="Deny policies"
        caption="What the gateways refuse with 403, whatever credential it brings. A policy acts within a second; open connections that it concerns are closed with 4403."
        actions={<DenyPolicyDialog create={createDenyPolicy} />}
      />
      <DenyPolicyList
        policies={policies}
        now={new Date()}
        turn={switchDenyPolicy}
        remove={deleteDenyPolicy}
      />
    </>
  );
}
