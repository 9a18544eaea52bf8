"use client";
// Makes a key: for which endpoint, until when, and from where it may be used.
import Button from "@mui/material/Button";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { CreateKey } from "#lib/credentials/api-keys/api-key.ts";
import type { OfferedScope } from "#lib/scopes/scope.ts";
import { KeyNameField, KeyPlaceFields } from "./key-fields.tsx";
import { KeyScopes } from "./key-scopes.tsx";
import { emptyKey, keyProblems, problemAt, restrictionsOf } from "./typed-key.ts";

type Made = { readonly key: string };

type KeyDialogProps = {
  applicationId: string;
  scopes: readonly OfferedScope[];
  create: Action<CreateKey, Made>;
  onMade: (made: Made) => void;
};

export function KeyDialog(props: KeyDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" size="small" onClick={() => setIsOpen(true)}>
        Create key
      </Button>
      {isOpen ? <Form {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

const lifetimes = [
  { days: null, label: "No end" },
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "A year" },
] as const;

const newKey = { ...emptyKey, environment: "production", days: "" };
type TypedNewKey = typeof newKey;

function Form({ applicationId, scopes, create, onMade, close }: KeyDialogProps & { close: () => void }) {
  const [typed, setTyped] = useState(newKey);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const action = useAction(create);
  const set = (part: Partial<TypedNewKey>) => setTyped({ ...typed, ...part });
  const submit = async () => {
    const outcome = await action.run({ ...inputOf(applicationId, typed), scopes: [...chosen] });
    if (!outcome.ok) return;
    close();
    onMade(outcome.value);
  };
  const problems = keyProblems(action.refusal);
  const scopeProblem = problemAt(action.refusal, "scopes");
  const isScopeShown = scopeProblem !== undefined && scopes.length > 0;
  const isAtField = isScopeShown || Object.values(problems).some((problem) => problem !== undefined);
  const fields = { typed, problems, set };
  return (
    <FormDialog
      title="Create key"
      submitLabel="Create key"
      maxWidth="sm"
      keepsOnBackdrop
      isPending={action.isPending}
      onSubmit={submit}
      close={close}
    >
      <Typography variant="body2">
        It opens every API that this application subscribes to, and nothing until a subscription is active.
      </Typography>
      <KeyNameField {...fields} />
      <EnvironmentField
        value={typed.environment}
        onChange={(event) => set({ environment: event.target.value })}
      />
      <LifetimeField value={typed.days} onChange={(event) => set({ days: event.target.value })} />
      <KeyPlaceFields {...fields} />
      <KeyScopes offered={scopes} chosen={chosen} problem={scopeProblem} choose={setChosen} />
      <FormError refusal={isAtField ? null : action.refusal} />
    </FormDialog>
  );
}

type ChoiceProps = { value: string; onChange: (event: { target: { value: string } }) => void };

function EnvironmentField({ value, onChange }: ChoiceProps) {
  return (
    <TextField select size="small" label="For" value={value} onChange={onChange}>
      <MenuItem value="production">Production endpoints</MenuItem>
      <MenuItem value="sandbox">Sandbox endpoints</MenuItem>
    </TextField>
  );
}

function LifetimeField({ value, onChange }: ChoiceProps) {
  return (
    <TextField
      select
      size="small"
      label="Ends after"
      value={value}
      onChange={onChange}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      {lifetimes.map(({ days, label }) => (
        <MenuItem key={label} value={days === null ? "" : String(days)}>
          {label}
        </MenuItem>
      ))}
    </TextField>
  );
}

function inputOf(applicationId: string, typed: TypedNewKey): Omit<CreateKey, "scopes"> {
  return {
    applicationId,
    name: typed.name,
    environment: typed.environment === "sandbox" ? "sandbox" : "production",
    lifetimeDays: typed.days === "" ? null : Number(typed.days),
    restrictions: restrictionsOf(typed),
  };
}
