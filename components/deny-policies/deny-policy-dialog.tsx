"use client";
// Makes a deny policy. What is wrong is told at its field; what was typed stays.
import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import { type CreateDenyPolicy, denyLifetimes } from "#lib/deny-policies/deny-policy.ts";
import { type DenySubject, denySubjects } from "#lib/routes/deny-record.ts";
import { denyWords } from "./deny-words.ts";

type Create = Action<CreateDenyPolicy, { readonly policyId: string }>;

const subjects = denySubjects.map((value) => ({ value, label: denyWords[value].label }));

const never = "never";
const lifetimes = [
  { value: never, label: "Not by itself" },
  { value: "1", label: "In an hour" },
  { value: "24", label: "In a day" },
  { value: "168", label: "In 7 days" },
  { value: "720", label: "In 30 days" },
] as const;
type Lifetime = (typeof lifetimes)[number]["value"];

export function DenyPolicyDialog({ create }: { create: Create }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="contained" onClick={() => setIsOpen(true)}>
        Create policy
      </Button>
      {isOpen ? <DenyPolicyForm create={create} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function DenyPolicyForm({ create, close }: { create: Create; close: () => void }) {
  const router = useRouter();
  const action = useAction(create);
  const [subject, setSubject] = useState<DenySubject>("address");
  const [what, setWhat] = useState("");
  const [note, setNote] = useState("");
  const [lifetime, setLifetime] = useState<Lifetime>(never);
  const problemOf = (field: string) => action.refusal?.fields?.[field]?.[0];
  const submit = async () => {
    const lifetimeHours = denyLifetimes.find((hours) => String(hours) === lifetime) ?? null;
    const outcome = await action.run({ subject, what, note, lifetimeHours });
    if (!outcome.ok) return;
    close();
    router.refresh();
  };
  const words = denyWords[subject];
  return (
    <FormDialog
      title="Create deny policy"
      submitLabel="Deny"
      maxWidth="sm"
      keepsOnBackdrop
      gap={2.5}
      isDestructive
      isPending={action.isPending}
      onSubmit={submit}
      close={close}
    >
      <ChoiceField label="Deny" value={subject} options={subjects} onChange={setSubject} />
      <FormTextField
        label={words.field}
        required
        value={what}
        onChange={(event) => setWhat(event.target.value)}
        problem={problemOf("what")}
        helperText={words.help}
        slotProps={{ htmlInput: { maxLength: 200, autoCapitalize: "none", spellCheck: false } }}
      />
      <FormTextField
        label="Reason"
        value={note}
        onChange={(event) => setNote(event.target.value)}
        problem={problemOf("note")}
        helperText="For admins: clients are not told."
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      <ChoiceField label="Ends" value={lifetime} options={lifetimes} onChange={setLifetime} />
      {action.refusal?.fields ? null : <FormError refusal={action.refusal} />}
    </FormDialog>
  );
}
