"use client";
// The plans that an API offers to new subscribers; a change acts at once.
import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Plan } from "#lib/plans/plan.ts";
import { approvalWords, planWords } from "#lib/plans/plan-words.ts";

type OfferedPlansProps = {
  apiId: string;
  plans: readonly Plan[];
  /** Ids of those that are offered. */
  offered: readonly string[];
  canDecide: boolean;
  offerPlans: Action<{ apiId: string; planIds: string[] }, null>;
};

export function OfferedPlans({ apiId, plans, offered, canDecide, offerPlans }: OfferedPlansProps) {
  const router = useRouter();
  const [chosen, setChosen] = useState(offered);
  const action = useAction(offerPlans);
  const choose = async (planId: string, isOffered: boolean) => {
    const next = isOffered ? [...chosen, planId] : chosen.filter((id) => id !== planId);
    setChosen(next);
    const outcome = await action.run({ apiId, planIds: next });
    if (outcome.ok) router.refresh();
    else setChosen(chosen);
  };
  return (
    <SectionCard title="Business plans" caption="What new subscribers can choose. Saved as you choose.">
      <Stack component="fieldset" sx={{ border: 0, m: 0, p: 0, gap: 0.5 }} disabled={!canDecide}>
        {plans.map((plan) => (
          <Box key={plan.id}>
            <FormControlLabel
              label={plan.name}
              disabled={!canDecide}
              control={
                <Checkbox
                  size="small"
                  checked={chosen.includes(plan.id)}
                  onChange={(event) => void choose(plan.id, event.target.checked)}
                />
              }
            />
            <FormHelperText sx={{ mt: -0.5, ml: 3.5 }}>
              {[...planWords(plan.limits), ...(plan.needsApproval ? [approvalWords] : [])].join(". ")}
            </FormHelperText>
          </Box>
        ))}
      </Stack>
      {chosen.length === 0 ? (
        <Typography variant="body2" role="status" sx={{ mt: 1, color: "warning.main" }}>
          No plan is offered: nobody new can subscribe. Who has subscribed goes on.
        </Typography>
      ) : null}
      <FormError refusal={action.refusal} />
    </SectionCard>
  );
}
