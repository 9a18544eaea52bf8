"use client";
// Takes somebody into a team, by username. What is refused about them is told at the field.
import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { AddMember as AddMemberInput, TeamRole } from "#lib/teams/team.ts";
import { roleOptions } from "./role-words.ts";

export type AddMemberAction = Action<AddMemberInput, { readonly userId: string }>;
type AddMemberProps = { teamId: string; add: AddMemberAction };

export function AddMember(props: AddMemberProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" size="small" onClick={() => setIsOpen(true)}>
        Add member
      </Button>
      {isOpen ? <Form {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Form({ teamId, add, close }: AddMemberProps & { close: () => void }) {
  const router = useRouter();
  const [username, setUsername] = useState("");
  const [role, setRole] = useState<TeamRole>("member");
  const action = useAction(add);
  const submit = async () => {
    const outcome = await action.run({ teamId, username, role });
    if (!outcome.ok) return;
    close();
    router.refresh();
  };
  const problem = action.refusal?.fields?.username?.[0];
  return (
    <FormDialog
      title="Add member"
      submitLabel="Add"
      maxWidth="xs"
      isPending={action.isPending}
      onSubmit={submit}
      close={close}
    >
      <FormTextField
        label="Username"
        required
        autoFocus
        value={username}
        onChange={(event) => setUsername(event.target.value)}
        problem={problem}
        helperText="They see the team's applications at once."
        slotProps={{ htmlInput: { maxLength: 200, autoCapitalize: "none", spellCheck: false } }}
      />
      <ChoiceField<TeamRole> label="Role" value={role} options={roleOptions} onChange={setRole} />
      <FormError refusal={problem ? null : action.refusal} />
    </FormDialog>
  );
}
