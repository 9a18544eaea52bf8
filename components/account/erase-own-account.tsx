"use client";
// Deletes the account of who looks, after their username and password; leads to the sign-in page, which says so.
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { type ReactNode, useState } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { EraseOwnAccount as EraseInput } from "#lib/erasure/erase-account.ts";
import { UsernameField } from "./username-field.tsx";

type EraseOwnAccountProps = {
  username: string;
  erase: Action<EraseInput, unknown>;
  /** What will happen. */
  children: ReactNode;
};

export function EraseOwnAccount(props: EraseOwnAccountProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setIsOpen(true)}>
        Delete my account
      </Button>
      {isOpen ? <Form {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Form({ username, erase, children, close }: EraseOwnAccountProps & { close: () => void }) {
  const [typed, setTyped] = useState({ username: "", password: "" });
  const [isLeaving, setIsLeaving] = useState(false);
  const action = useAction(erase);
  const submit = async () => {
    const outcome = await action.run(typed);
    if (!outcome.ok) return;
    setIsLeaving(true);
    // A new document: nothing that the pages of the account have in memory outlives it.
    location.replace("/sign-in?account=deleted");
  };
  const { username: nameProblem, password: passwordProblem } = action.refusal?.fields ?? {};
  return (
    <FormDialog
      title="Delete your account?"
      submitLabel="Delete my account"
      isDestructive
      maxWidth="sm"
      isPending={action.isPending || isLeaving}
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
        label="Your password"
        type="password"
        required
        autoComplete="current-password"
        value={typed.password}
        onChange={(event) => setTyped({ ...typed, password: event.target.value })}
        problem={passwordProblem?.[0]}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <FormError refusal={nameProblem || passwordProblem ? null : action.refusal} />
    </FormDialog>
  );
}
