"use client";
// Erases somebody else's account, after their username; leads back to the list of people.
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { flash } from "#components/ui/flash.ts";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { ErasePerson as EraseInput } from "#lib/erasure/erase-account.ts";
import type { Person } from "#lib/identity/role.ts";
import { UsernameField } from "./username-field.tsx";

type ErasePersonProps = {
  person: Pick<Person, "id" | "username">;
  erase: Action<EraseInput, unknown>;
  /** What will happen. */
  children: ReactNode;
};

export function ErasePerson(props: ErasePersonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setIsOpen(true)}>
        Erase
      </Button>
      {isOpen ? <Form {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Form({ person, erase, children, close }: ErasePersonProps & { close: () => void }) {
  const { id: userId, username } = person;
  const router = useRouter();
  const [typed, setTyped] = useState({ username: "", newOwner: "" });
  const action = useAction(erase);
  const submit = async () => {
    const outcome = await action.run({ userId, ...typed });
    if (!outcome.ok) return;
    flash(`The account ${username} is erased`);
    router.push("/admin/people");
  };
  const { username: nameProblem, newOwner: ownerProblem } = action.refusal?.fields ?? {};
  return (
    <FormDialog
      title={`Erase ${username}?`}
      submitLabel="Erase"
      isDestructive
      maxWidth="sm"
      isPending={action.isPending}
      onSubmit={submit}
      close={close}
    >
      <Typography component="div" variant="body2" sx={{ color: "text.secondary" }}>
        {children}
      </Typography>
      <Typography>This cannot be taken back.</Typography>
      <UsernameField
        username={username}
        value={typed.username}
        onChange={(name) => setTyped({ ...typed, username: name })}
        problem={nameProblem?.[0]}
      />
      <FormTextField
        label="New owner (optional)"
        autoComplete="off"
        value={typed.newOwner}
        onChange={(event) => setTyped({ ...typed, newOwner: event.target.value })}
        problem={ownerProblem?.[0]}
        helperText="Username of who gets what nobody else owns, with its keys: they go on working, so rotate them."
        slotProps={{ htmlInput: { maxLength: 200, autoCapitalize: "none", spellCheck: false } }}
      />
      <FormError refusal={nameProblem || ownerProblem ? null : action.refusal} />
    </FormDialog>
  );
}
