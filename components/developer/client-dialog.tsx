"use client";
// Makes an OAuth2 client: what it is for, and for how long its tokens live.
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import MenuItem from "@mui/material/MenuItem";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { type FormEvent, useId, useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { CreateClient } from "#lib/credentials/oauth-clients/oauth-client.ts";

export type MadeSecret = { readonly clientId: string; readonly secret: string };

type ClientDialogProps = {
  applicationId: string;
  create: Action<CreateClient, MadeSecret>;
  onMade: (made: MadeSecret) => void;
};

export function ClientDialog(props: ClientDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" size="small" onClick={() => setIsOpen(true)}>
        Create client
      </Button>
      {isOpen ? <Form {...props} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

const lifetimes = [
  { seconds: 300, label: "5 minutes" },
  { seconds: 3_600, label: "An hour" },
  { seconds: 86_400, label: "A day" },
] as const;

function Form({ applicationId, create, onMade, close }: ClientDialogProps & { close: () => void }) {
  const titleId = useId();
  const [name, setName] = useState("");
  const [environment, setEnvironment] = useState<CreateClient["environment"]>("production");
  const [tokenLifetimeSeconds, setLifetime] = useState<number>(3_600);
  const action = useAction(create);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ applicationId, name, environment, tokenLifetimeSeconds });
    if (!outcome.ok) return;
    close();
    onMade(outcome.value);
  };
  return (
    <Dialog
      open
      onClose={() => (action.isPending ? undefined : close())}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="xs"
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <DialogTitle id={titleId}>Create OAuth2 client</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2, pt: 1 }}>
            <FormTextField
              label="Name"
              autoFocus
              value={name}
              onChange={(event) => setName(event.target.value)}
              helperText="What you will recognise it by."
              slotProps={{ htmlInput: { maxLength: 80 } }}
            />
            <TextField
              select
              size="small"
              label="For"
              value={environment}
              onChange={(event) =>
                setEnvironment(event.target.value === "sandbox" ? "sandbox" : "production")
              }
            >
              <MenuItem value="production">Production endpoints</MenuItem>
              <MenuItem value="sandbox">Sandbox endpoints</MenuItem>
            </TextField>
            <TextField
              select
              size="small"
              label="Tokens live for"
              value={String(tokenLifetimeSeconds)}
              onChange={(event) => setLifetime(Number(event.target.value))}
            >
              {lifetimes.map(({ seconds, label }) => (
                <MenuItem key={seconds} value={String(seconds)}>
                  {label}
                </MenuItem>
              ))}
            </TextField>
            <FormError refusal={action.refusal} />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button color="secondary" onClick={close} disabled={action.isPending}>
            Cancel
          </Button>
          <SubmitButton isPending={action.isPending}>Create client</SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
