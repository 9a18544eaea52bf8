"use client";
// Makes a key: for which endpoint, until when, and from where it may be used.
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import MenuItem from "@mui/material/MenuItem";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { type FormEvent, useId, useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { CreateKey } from "#lib/credentials/api-keys/api-key.ts";
import type { Refusal } from "#lib/kernel/outcome.ts";
import type { OfferedScope } from "#lib/scopes/scope.ts";
import { KeyScopes } from "./key-scopes.tsx";

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

const emptyKey = { name: "", environment: "production", days: "", addresses: "", sites: "" };
type Typed = typeof emptyKey;

function Form({ applicationId, scopes, create, onMade, close }: KeyDialogProps & { close: () => void }) {
  const titleId = useId();
  const [typed, setTyped] = useState(emptyKey);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const action = useAction(create);
  const set = (field: keyof Typed) => (event: { target: { value: string } }) =>
    setTyped({ ...typed, [field]: event.target.value });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ ...inputOf(applicationId, typed), scopes: [...chosen] });
    if (!outcome.ok) return;
    close();
    onMade(outcome.value);
  };
  const addressProblem = problemAt(action.refusal, "restrictions.addresses");
  const siteProblem = problemAt(action.refusal, "restrictions.originRule");
  const scopeProblem = problemAt(action.refusal, "scopes");
  const isScopeShown = scopeProblem !== undefined && scopes.length > 0;
  const isAtField = isScopeShown || addressProblem !== undefined || siteProblem !== undefined;
  return (
    <Dialog
      open
      onClose={() => (action.isPending ? undefined : close())}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="sm"
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <DialogTitle id={titleId}>Create key</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2, pt: 1 }}>
            <Typography variant="body2">
              It opens every API that this application subscribes to, and nothing until a subscription is
              active.
            </Typography>
            <FormTextField
              label="Name"
              autoFocus
              value={typed.name}
              onChange={set("name")}
              helperText="What you will recognise it by, for example where it is used."
              slotProps={{ htmlInput: { maxLength: 80 } }}
            />
            <TextField
              select
              size="small"
              label="For"
              value={typed.environment}
              onChange={set("environment")}
            >
              <MenuItem value="production">Production endpoints</MenuItem>
              <MenuItem value="sandbox">Sandbox endpoints</MenuItem>
            </TextField>
            <LifetimeField value={typed.days} onChange={set("days")} />
            <PlaceFields typed={typed} set={set} addressProblem={addressProblem} siteProblem={siteProblem} />
            <KeyScopes offered={scopes} chosen={chosen} problem={scopeProblem} choose={setChosen} />
            <FormError refusal={isAtField ? null : action.refusal} />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button color="secondary" onClick={close} disabled={action.isPending}>
            Cancel
          </Button>
          <SubmitButton isPending={action.isPending}>Create key</SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}

type LifetimeFieldProps = { value: string; onChange: (event: { target: { value: string } }) => void };

function LifetimeField({ value, onChange }: LifetimeFieldProps) {
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

type PlaceFieldsProps = {
  typed: Typed;
  set: (field: keyof Typed) => (event: { target: { value: string } }) => void;
  addressProblem: string | undefined;
  siteProblem: string | undefined;
};

/** From where the key may be used. */
function PlaceFields({ typed, set, addressProblem, siteProblem }: PlaceFieldsProps) {
  return (
    <>
      <FormTextField
        label="Only from these addresses"
        value={typed.addresses}
        onChange={set("addresses")}
        problem={addressProblem}
        placeholder="192.0.2.10, 2001:db8::/32"
        helperText="Addresses or ranges, separated by commas; empty: from everywhere."
      />
      <FormTextField
        label="Only for pages of these sites"
        value={typed.sites}
        onChange={set("sites")}
        problem={siteProblem}
        placeholder="https://app.example, https://*.example.com"
        helperText="Web pages elsewhere cannot use it; programs are no pages. Empty: every site."
      />
    </>
  );
}

function inputOf(applicationId: string, typed: Typed): Omit<CreateKey, "scopes"> {
  const sites = listed(typed.sites);
  return {
    applicationId,
    name: typed.name,
    environment: typed.environment === "sandbox" ? "sandbox" : "production",
    lifetimeDays: typed.days === "" ? null : Number(typed.days),
    restrictions: {
      addresses: listed(typed.addresses),
      originRule: sites.length === 0 ? { kind: "any" } : { kind: "listed", origins: sites },
    },
  };
}

function listed(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== "");
}

/** What is wrong at a field, or within it. */
function problemAt(refusal: Refusal | null, field: string): string | undefined {
  const entry = Object.entries(refusal?.fields ?? {}).find(
    ([name]) => name === field || name.startsWith(`${field}.`),
  );
  return entry?.[1][0];
}
