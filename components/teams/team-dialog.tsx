"use client";
// Makes a team, or names one anew.
import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import type { Team } from "#lib/teams/team.ts";

type TeamDialogProps =
  | { team?: undefined; create: Action<{ name: string }, { readonly teamId: string }> }
  | { team: Team; rename: Action<{ teamId: string; name: string }, null> };

export function TeamDialog(props: TeamDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant={props.team ? "outlined" : "contained"} onClick={() => setIsOpen(true)}>
        {props.team ? "Rename" : "New team"}
      </Button>
      {isOpen ? <Form {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Form({ close, ...props }: TeamDialogProps & { close: () => void }) {
  const router = useRouter();
  const [name, setName] = useState(props.team?.name ?? "");
  const action = useAction(saving(props));
  const submit = async () => {
    const outcome = await action.run({ name });
    if (!outcome.ok) return;
    close();
    if (outcome.value === null) router.refresh();
    else router.push(`/developer/teams/${outcome.value}`);
  };
  const problem = action.refusal?.fields?.name?.[0];
  return (
    <FormDialog
      title={props.team ? `Rename ${props.team.name}` : "New team"}
      submitLabel={props.team ? "Rename" : "Create"}
      maxWidth="xs"
      isPending={action.isPending}
      onSubmit={submit}
      close={close}
    >
      <FormTextField
        label="Name"
        required
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
        problem={problem}
        helperText={props.team ? undefined : "You are its first owner, and add the others next."}
        slotProps={{ htmlInput: { maxLength: 80 } }}
      />
      <FormError refusal={problem ? null : action.refusal} />
    </FormDialog>
  );
}

/** The one action of the dialog; its value is the id of a team that is new, else null. */
function saving(props: TeamDialogProps): Action<{ name: string; asPerson?: string }, string | null> {
  return async (input): Promise<Outcome<string | null>> => {
    if (props.team) return props.rename({ teamId: props.team.id, ...input });
    const outcome = await props.create(input);
    return outcome.ok ? { ok: true, value: outcome.value.teamId } : outcome;
  };
}
