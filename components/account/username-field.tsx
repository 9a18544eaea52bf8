"use client";
// Asks for the username of an account that is to be deleted, so that no other is by a slip.
import { FormTextField } from "#components/ui/form-text-field.tsx";

type UsernameFieldProps = {
  /** What has to be typed. */
  username: string;
  value: string;
  onChange: (value: string) => void;
  problem: string | undefined;
};

export function UsernameField({ username, value, onChange, problem }: UsernameFieldProps) {
  return (
    <FormTextField
      label="Username"
      required
      autoFocus
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      problem={problem}
      helperText={`Type ${username} to confirm.`}
      slotProps={{ htmlInput: { maxLength: 200, autoCapitalize: "none", spellCheck: false } }}
    />
  );
}
