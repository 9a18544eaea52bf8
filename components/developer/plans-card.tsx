// The plans that an API offers, with their limits in words. Draws on the server.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Plan } from "#lib/plans/plan.ts";
import { approvalWords, planWords } from "#lib/plans/plan-words.ts";

type PlansCardProps = { plans: readonly Plan[]; needsKey: boolean };

export function PlansCard({ plans, needsKey }: PlansCardProps) {
  return (
    <SectionCard title="Plans">
      {plans.length === 0 || !needsKey ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {needsKey ? "None is offered at present: nobody new can subscribe." : "None is needed."}
        </Typography>
      ) : (
        <Box component="dl" sx={{ m: 0, display: "grid", gap: 1.5 }}>
          {plans.map((plan) => (
            <div key={plan.id}>
              <Typography component="dt" variant="body2" sx={{ fontWeight: 600 }}>
                {plan.name}
              </Typography>
              <PlanDetails plan={plan} />
            </div>
          ))}
        </Box>
      )}
    </SectionCard>
  );
}

function PlanDetails({ plan }: { plan: Plan }) {
  const words = [...planWords(plan.limits), ...(plan.needsApproval ? [approvalWords] : [])];
  return (
    <Typography component="dd" variant="body2" sx={{ m: 0, color: "text.secondary" }}>
      {words.map((sentence) => `${sentence}.`).join(" ")}
    </Typography>
  );
}
