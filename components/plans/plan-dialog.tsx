"use client";
// Makes a plan or changes one: quotas, rates and limits of its connections. What is wrong is told at its field.
import Button from "@mui/material/Button";
import Checkbox from "@mui/material/Checkbox";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import FormControlLabel from "@mui/material/FormControlLabel";
import Stack from "@mui/material/Stack";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { randomKey } from "#components/ui/random-key.ts";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";
import type { Plan, PlanFields } from "#lib/plans/plan.ts";
import { draftOf, fieldsOf, type PlanDraft } from "./plan-draft.ts";
import { ConnectionFields, type PlanPartProps, QuotaFields, RateFields } from "./plan-fields.tsx";

export type UpdatePlan = Action<{ planId: string; plan: PlanFields }, null>;
type CreatePlan = Action<{ plan: PlanFields }, { readonly planId: string }>;

type PlanDialogProps =
  | { plan?: undefined; save: { create: CreatePlan } }
  | { plan: Plan; save: { update: UpdatePlan } };

export function PlanDialog(props: PlanDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {props.plan ? (
        <Button
          size="small"
          variant="outlined"
          onClick={() => setIsOpen(true)}
          aria-label={`Edit ${props.plan.name}`}
        >
          Edit
        </Button>
      ) : (
        <Button variant="contained" onClick={() => setIsOpen(true)}>
          Create plan
        </Button>
      )}
      {isOpen ? <PlanForm {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function PlanForm({ close, ...props }: PlanDialogProps & { close: () => void }) {
  const titleId = useId();
  const router = useRouter();
  const [draft, setDraft] = useState(() => draftOf(props.plan ?? null, randomKey));
  const action = useAction(saving(props));
  const set = (patch: Partial<PlanDraft>) => setDraft({ ...draft, ...patch });
  const problemOf = (field: string) =>
    (action.refusal?.fields?.[`plan.${field}`] ?? action.refusal?.fields?.[field])?.[0];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ plan: fieldsOf(draft) });
    if (!outcome.ok) return;
    close();
    router.refresh();
  };
  const parts = { draft, set, problemOf };
  return (
    <Dialog
      open
      onClose={(_, reason) => {
        // A press beside the dialog is easily made, and would lose what was typed.
        if (reason !== "backdropClick" && !action.isPending) close();
      }}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="md"
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <DialogTitle id={titleId}>{props.plan ? `Edit ${props.plan.name}` : "Create plan"}</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2.5, pt: 1 }}>
            <NameFields {...parts} />
            <QuotaFields {...parts} />
            <RateFields {...parts} />
            <ConnectionFields {...parts} />
            <FormError refusal={summaryOf(action.refusal)} />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button color="secondary" onClick={close} disabled={action.isPending}>
            Cancel
          </Button>
          <SubmitButton isPending={action.isPending}>{props.plan ? "Save" : "Create"}</SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function NameFields({ draft, set, problemOf }: PlanPartProps) {
  return (
    <>
      <FormTextField
        label="Name"
        required
        autoFocus
        value={draft.name}
        onChange={(event) => set({ name: event.target.value })}
        problem={problemOf("name")}
        slotProps={{ htmlInput: { maxLength: 60 } }}
      />
      <FormTextField
        label="Description"
        value={draft.description}
        onChange={(event) => set({ description: event.target.value })}
        problem={problemOf("description")}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      <FormControlLabel
        label="A publisher approves each subscription"
        control={
          <Checkbox
            size="small"
            checked={draft.needsApproval}
            onChange={(event) => set({ needsApproval: event.target.checked })}
          />
        }
      />
    </>
  );
}

/** The form is long: beside its buttons it says that something is marked, where that may be out of sight. */
function summaryOf(refusal: Refusal | null): Refusal | null {
  const isMarked = Object.keys(refusal?.fields ?? {}).some((field) => field !== "form");
  return refusal && isMarked
    ? { ...refusal, message: "Nothing was saved: mend what is marked above." }
    : refusal;
}

/** The one action of the form. */
function saving(props: PlanDialogProps): Action<{ plan: PlanFields }, unknown> {
  return (input): Promise<Outcome<unknown>> =>
    props.plan ? props.save.update({ ...input, planId: props.plan.id }) : props.save.create(input);
}
