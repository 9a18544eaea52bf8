"use client";
// Makes a plan or changes one: quotas, rates and limits of its connections. What is wrong is told at its field.
import Button from "@mui/material/Button";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { randomKey } from "#components/ui/random-key.ts";
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
  const router = useRouter();
  const [draft, setDraft] = useState(() => draftOf(props.plan ?? null, randomKey));
  const action = useAction(saving(props));
  const set = (patch: Partial<PlanDraft>) => setDraft({ ...draft, ...patch });
  const problemOf = (field: string) =>
    (action.refusal?.fields?.[`plan.${field}`] ?? action.refusal?.fields?.[field])?.[0];
  const submit = async () => {
    const outcome = await action.run({ plan: fieldsOf(draft) });
    if (!outcome.ok) return;
    close();
    router.refresh();
  };
  const parts = { draft, set, problemOf };
  return (
    <FormDialog
      title={props.plan ? `Edit ${props.plan.name}` : "Create plan"}
      submitLabel={props.plan ? "Save" : "Create"}
      maxWidth="md"
      keepsOnBackdrop
      gap={2.5}
      isPending={action.isPending}
      onSubmit={submit}
      close={close}
    >
      <NameFields {...parts} />
      <QuotaFields {...parts} />
      <RateFields {...parts} />
      <ConnectionFields {...parts} />
      <FormError refusal={summaryOf(action.refusal)} />
    </FormDialog>
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
