"use client";
// The plans with their limits in words, who uses them, and what can be done with each.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { DeleteDialog } from "#components/ui/delete-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Action } from "#components/ui/use-action.ts";
import type { Plan } from "#lib/plans/plan.ts";
import { approvalWords, planWords } from "#lib/plans/plan-words.ts";
import { PlanDialog, type UpdatePlan } from "./plan-dialog.tsx";

type Listed = Plan & { readonly uses: { readonly apis: number; readonly subscriptions: number } };

type PlanListProps = {
  plans: readonly Listed[];
  update: UpdatePlan;
  remove: Action<{ planId: string }, null>;
};

export function PlanList({ plans, update, remove }: PlanListProps) {
  const [removing, setRemoving] = useState<Listed | null>(null);
  if (plans.length === 0) {
    return <EmptyState title="There are no plans">Without one nobody can subscribe: create one.</EmptyState>;
  }
  return (
    <Stack sx={{ gap: 2 }}>
      {plans.map((plan) => (
        <PlanCard key={plan.id} plan={plan} update={update} onRemove={() => setRemoving(plan)} />
      ))}
      <DeleteDialog
        input={removing && { planId: removing.id }}
        title={`Delete ${removing?.name ?? ""}?`}
        remove={remove}
        close={() => setRemoving(null)}
      >
        No API offers it any more. A plan that subscriptions go by cannot be deleted.
      </DeleteDialog>
    </Stack>
  );
}

type PlanCardProps = { plan: Listed; update: UpdatePlan; onRemove: () => void };

function PlanCard({ plan, update, onRemove }: PlanCardProps) {
  const { apis, subscriptions } = plan.uses;
  return (
    <SectionCard
      title={plan.name}
      caption={plan.description || undefined}
      action={
        <Stack direction="row" sx={{ gap: 1 }}>
          <PlanDialog plan={plan} save={{ update }} />
          <Button size="small" color="error" onClick={onRemove} aria-label={`Delete ${plan.name}`}>
            Delete
          </Button>
        </Stack>
      }
    >
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {[...planWords(plan.limits), ...(plan.needsApproval ? [approvalWords] : [])].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </Box>
      <Typography variant="body2" sx={{ mt: 1, color: "text.secondary" }}>
        Offered by {apis} {apis === 1 ? "API" : "APIs"}; {subscriptions}{" "}
        {subscriptions === 1 ? "subscription goes" : "subscriptions go"} by it.
      </Typography>
    </SectionCard>
  );
}
