"use client";
// Makes an OAuth2 client: what it is for, and for how long its tokens live.
import Button from "@mui/material/Button";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { CreateClient } from "#lib/credentials/oauth-clients/oauth-client.ts";
import { TokenLifetimeField } from "./token-lifetime-field.tsx";

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

function Form({ applicationId, create, onMade, close }: ClientDialogProps & { close: () => void }) {
  const [name, setName] = useState("");
  const [environment, setEnvironment] = useState<CreateClient["environment"]>("production");
  const [tokenLifetimeSeconds, setLifetime] = useState<number>(3_600);
  const action = useAction(create);
  const submit = async () => {
    const outcome = await action.run({ applicationId, name, environment, tokenLifetimeSeconds });
    if (!outcome.ok) return;
    close();
    onMade(outcome.value);
  };
  return (
    <FormDialog
      title="Create OAuth2 client"
      submitLabel="Create client"
      maxWidth="xs"
      isPending={action.isPending}
      onSubmit={submit}
      close={close}
    >
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
        onChange={(event) => setEnvironment(event.target.value === "sandbox" ? "sandbox" : "production")}
      >
        <MenuItem value="production">Production endpoints</MenuItem>
        <MenuItem value="sandbox">Sandbox endpoints</MenuItem>
      </TextField>
      <TokenLifetimeField seconds={tokenLifetimeSeconds} onChange={setLifetime} />
      <FormError refusal={action.refusal} />
    </FormDialog>
  );
}
