"use client";
// The sign-in form. A plain form post without JavaScript; with it, the demo accounts fill the fields.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import { useActionState, useEffect, useRef, useState } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type DemoAccount, DemoAccounts } from "./demo-accounts.tsx";

export type SignInFormState = { readonly error: string | null; readonly username: string };

type SignInFormProps = {
  signIn: (previous: SignInFormState, form: FormData) => Promise<SignInFormState>;
  /** Path to go to afterwards; empty for the list of APIs. */
  next: string;
  /** Empty outside evaluation mode. */
  demoAccounts: readonly DemoAccount[];
  demoPassword: string;
};

export function SignInForm({ signIn, next, demoAccounts, demoPassword }: SignInFormProps) {
  const [state, formAction, isPending] = useActionState(signIn, { error: null, username: "" });
  const username = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (state.error) password.current?.focus();
  }, [state]);

  // Where a link led to within the page stays in the address bar: no server is told of it.
  const [hash, setHash] = useState("");
  useEffect(() => setHash(location.hash), []);

  const fill = (account: DemoAccount) => {
    if (!username.current || !password.current) return;
    username.current.value = account.username;
    password.current.value = demoPassword;
    password.current.form?.querySelector<HTMLButtonElement>("button[type=submit]")?.focus();
  };

  return (
    <>
      <Box component="form" action={formAction} aria-label="Sign in">
        <input type="hidden" name="next" value={next && `${next}${hash}`} />
        <Stack sx={{ gap: 2.25 }}>
          {state.error ? <Alert severity="error">{state.error}</Alert> : null}
          <Credentials username={state.username} usernameRef={username} passwordRef={password} />
          <SubmitButton size="large" fullWidth isPending={isPending} pendingLabel="Signing in…">
            Sign in
          </SubmitButton>
        </Stack>
      </Box>
      {demoAccounts.length > 0 ? (
        <DemoAccounts accounts={demoAccounts} password={demoPassword} onChoose={fill} />
      ) : null}
    </>
  );
}

type CredentialsProps = {
  username: string;
  usernameRef: React.RefObject<HTMLInputElement | null>;
  passwordRef: React.RefObject<HTMLInputElement | null>;
};

function Credentials({ username, usernameRef, passwordRef }: CredentialsProps) {
  // No marks of mandatory fields: both are plainly needed.
  return (
    <>
      <FormTextField
        size="medium"
        name="username"
        label="Username"
        defaultValue={username}
        key={username}
        inputRef={usernameRef}
        autoComplete="username"
        autoFocus={username === ""}
        slotProps={{
          htmlInput: { required: true, autoCapitalize: "none", spellCheck: false, maxLength: 100 },
        }}
      />
      <FormTextField
        size="medium"
        name="password"
        type="password"
        label="Password"
        inputRef={passwordRef}
        autoComplete="current-password"
        slotProps={{ htmlInput: { required: true, maxLength: 200 } }}
      />
    </>
  );
}
