"use client";
// The form for an account. A plain form post without JavaScript; what was typed comes back with what is wrong.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import { useActionState } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";

export type SignUpFormState = {
  readonly error: string | null;
  readonly problems: Readonly<Record<string, string>>;
  readonly typed: { readonly name: string; readonly username: string; readonly email: string };
};

type SignUpFormProps = {
  signUp: (previous: SignUpFormState, form: FormData) => Promise<SignUpFormState>;
  /** Path to go to afterwards; empty for the first page. */
  next: string;
};

const nothing: SignUpFormState = {
  error: null,
  problems: {},
  typed: { name: "", username: "", email: "" },
};

const fields = [
  { name: "name", label: "Your name", autoComplete: "name", type: "text" },
  { name: "username", label: "Username", autoComplete: "username", type: "text" },
  { name: "email", label: "E-mail", autoComplete: "email", type: "email" },
] as const;

export function SignUpForm({ signUp, next }: SignUpFormProps) {
  const [state, formAction, isPending] = useActionState(signUp, nothing);
  return (
    <Box component="form" action={formAction} noValidate aria-label="Create an account">
      <input type="hidden" name="next" value={next} />
      <Stack sx={{ gap: 2.25 }}>
        {state.error ? <Alert severity="error">{state.error}</Alert> : null}
        {fields.map(({ name, label, autoComplete, type }) => (
          <FormTextField
            key={`${name} ${state.typed[name]}`}
            size="medium"
            name={name}
            label={label}
            type={type}
            defaultValue={state.typed[name]}
            problem={state.problems[name]}
            autoComplete={autoComplete}
            slotProps={{ htmlInput: { autoCapitalize: "none", spellCheck: false, maxLength: 200 } }}
          />
        ))}
        <FormTextField
          size="medium"
          name="password"
          type="password"
          label="Password"
          problem={state.problems.password}
          helperText="At least 10 characters."
          autoComplete="new-password"
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
        <SubmitButton size="large" fullWidth isPending={isPending} pendingLabel="Creating…">
          Create account
        </SubmitButton>
      </Stack>
    </Box>
  );
}
