// The fields of a key that its owner can also change later: what it is called, and from where it may be used.
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { KeyProblems, TypedKey } from "./typed-key.ts";

type KeyFieldsProps = {
  typed: TypedKey;
  problems: KeyProblems;
  set: (change: Partial<TypedKey>) => void;
};

/** What the key is called. */
export function KeyNameField({ typed, problems, set }: KeyFieldsProps) {
  return (
    <FormTextField
      label="Name"
      autoFocus
      value={typed.name}
      onChange={(event) => set({ name: event.target.value })}
      problem={problems.name}
      helperText="What you will recognise it by, for example where it is used."
      slotProps={{ htmlInput: { maxLength: 80 } }}
    />
  );
}

/** From where the key may be used. */
export function KeyPlaceFields({ typed, problems, set }: KeyFieldsProps) {
  return (
    <>
      <FormTextField
        label="Only from these addresses"
        value={typed.addresses}
        onChange={(event) => set({ addresses: event.target.value })}
        problem={problems.addresses}
        placeholder="192.0.2.10, 2001:db8::/32"
        helperText="Addresses or ranges, separated by commas; empty: from everywhere."
      />
      <FormTextField
        label="Only for pages of these sites"
        value={typed.sites}
        onChange={(event) => set({ sites: event.target.value })}
        problem={problems.sites}
        placeholder="https://app.example, https://*.example.com"
        helperText="Web pages elsewhere cannot use it; programs are no pages. Empty: every site."
      />
    </>
  );
}
