"use client";
// Asks before a subscription is decided on: what will happen, and a note for its owner.
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import MenuItem from "@mui/material/MenuItem";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import type { SubscriptionBlock } from "#lib/routes/application-record.ts";
import type { Subscriber } from "#lib/subscriptions/subscriber.ts";
import { type DecisionKind, decisionLabels } from "./subscriber-row.tsx";

export type Deciding = { readonly subscriber: Subscriber; readonly what: DecisionKind };

type Of = { apiId: string; subscriptionId: string };

export type DecisionDialogProps = {
  apiId: string;
  deciding: Deciding;
  plans: readonly { readonly id: string; readonly name: string }[];
  actions: {
    readonly decide: Action<Of & { decision: "approve" | "reject"; note: string }, null>;
    readonly block: Action<Of & { blocked: SubscriptionBlock; note: string }, null>;
    readonly changePlan: Action<Of & { planId: string }, null>;
  };
  onClose: () => void;
};

const consequences: Readonly<Record<DecisionKind, string>> = {
  approve: "Its keys open this API from then on.",
  reject: "Its keys stay shut. The owner sees your note and can ask again.",
  blockProduction:
    "Its production keys are refused, and their open connections are closed with 4403 within a second. Sandbox keys go on.",
  blockAll: "Its keys are refused, and open connections are closed with 4403 within a second.",
  unblock: "Its keys open this API again.",
  plan: "Open connections follow the new plan's limits within a second.",
};

export function DecisionDialog({ apiId, deciding, plans, actions, onClose }: DecisionDialogProps) {
  const { subscriber, what } = deciding;
  const titleId = useId();
  const router = useRouter();
  const [note, setNote] = useState("");
  const [planId, setPlanId] = useState(subscriber.plan.id);
  const action = useAction(deciderOf(actions, what));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ apiId, subscriptionId: subscriber.id, note, planId });
    if (!outcome.ok) return;
    onClose();
    router.refresh();
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form onSubmit={(event) => void submit(event)}>
        <DialogTitle id={titleId}>
          {decisionLabels[what]}: {subscriber.application.name}
        </DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2 }}>
            <span>{consequences[what]}</span>
            {what === "plan" ? (
              <TextField
                select
                size="small"
                label="Plan"
                value={planId}
                onChange={(event) => setPlanId(event.target.value)}
              >
                {plans.map(({ id, name }) => (
                  <MenuItem key={id} value={id}>
                    {name}
                  </MenuItem>
                ))}
              </TextField>
            ) : (
              <FormTextField
                label="Note to the owner"
                value={note}
                onChange={(event) => setNote(event.target.value)}
                slotProps={{ htmlInput: { maxLength: 300 } }}
              />
            )}
            <FormError refusal={action.refusal} />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button color="secondary" onClick={onClose} disabled={action.isPending}>
            Cancel
          </Button>
          <SubmitButton
            isPending={action.isPending}
            color={what === "blockAll" || what === "reject" ? "error" : "primary"}
          >
            {decisionLabels[what]}
          </SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}

type DecisionInput = Of & { note: string; planId: string };

/** The one action behind a decision. */
function deciderOf(
  { decide, block, changePlan }: DecisionDialogProps["actions"],
  what: DecisionKind,
): (input: DecisionInput) => Promise<Outcome<null>> {
  return ({ note, planId, ...of }) => {
    switch (what) {
      case "approve":
      case "reject":
        return decide({ ...of, decision: what, note });
      case "plan":
        return changePlan({ ...of, planId });
      case "blockAll":
        return block({ ...of, blocked: "all", note });
      case "blockProduction":
        return block({ ...of, blocked: "production", note });
      case "unblock":
        return block({ ...of, blocked: "none", note });
    }
  };
}
