"use client";
// What a lifecycle action asks beside its note: of deprecating until when and what comes instead, of publishing what
// becomes of another version's subscriptions.
import Stack from "@mui/material/Stack";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { Notice } from "#lib/lifecycle/lifecycle.ts";
import type { Carriable } from "#lib/subscriptions/subscriber.ts";

export type Successor = { readonly id: string; readonly name: string; readonly version: string };

type NoticeFieldsProps = {
  notice: Notice;
  successors: readonly Successor[];
  /** What is wrong with a field. */
  problemOf: (field: string) => string | undefined;
  onChange: (notice: Notice) => void;
};

export function NoticeFields({ notice, successors, problemOf, onChange }: NoticeFieldsProps) {
  const options = [
    { value: "", label: "Nothing" },
    ...successors.map(({ id, name, version }) => ({ value: id, label: `${name} ${version}` })),
  ];
  return (
    <Stack sx={{ gap: 2.5 }}>
      <FormTextField
        label="Retires on (optional)"
        type="date"
        value={notice.retiresOn ?? ""}
        onChange={(event) => onChange({ ...notice, retiresOn: event.target.value || null })}
        problem={problemOf("notice.retiresOn")}
        helperText="Readers are told. Nothing happens by itself on that day."
      />
      <ChoiceField
        label="Replaced by"
        value={notice.successorId ?? ""}
        options={options}
        helperText={
          problemOf("notice.successorId") ?? "Readers get a link where they may find it themselves."
        }
        onChange={(id) => onChange({ ...notice, successorId: id || null })}
      />
    </Stack>
  );
}

type CarryFieldProps = {
  carriable: readonly Carriable[];
  /** The version whose subscriptions are carried over; null asks for them again. */
  carryFrom: string | null;
  onChange: (carryFrom: string | null) => void;
};

export function CarryField({ carriable, carryFrom, onChange }: CarryFieldProps) {
  if (carriable.length === 0) return null;
  const options = [
    { value: "", label: "Ask again: consumers subscribe anew" },
    ...carriable.map(({ id, version, subscriptions }) => ({
      value: id,
      label: `Carry over ${subscriptions} active of ${version}, with their plans`,
    })),
  ];
  return (
    <Stack sx={{ mt: 2.5 }}>
      <ChoiceField
        label="Subscriptions of other versions"
        value={carryFrom ?? ""}
        options={options}
        helperText="Subscriptions to the other version stay as they are. Not carried over: who may not find this version."
        onChange={(id) => onChange(id || null)}
      />
    </Stack>
  );
}
