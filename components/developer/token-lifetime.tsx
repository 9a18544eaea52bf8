"use client";
// Changes for how long the tokens live that an OAuth2 client gets from now on.
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { OAuthClient } from "#lib/credentials/oauth-clients/oauth-client.ts";
import { TokenLifetimeField } from "./token-lifetime-field.tsx";

export type SetTokenLifetime = Action<{ clientId: string; tokenLifetimeSeconds: number }, null>;

type TokenLifetimeProps = { client: OAuthClient; set: SetTokenLifetime };

/** The button that opens the choice. */
export function TokenLifetime({ client, set }: TokenLifetimeProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        color="secondary"
        onClick={() => setIsOpen(true)}
        aria-label={`Token lifetime of ${client.name || client.id}`}
      >
        Token lifetime
      </Button>
      {isOpen ? <Form client={client} set={set} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Form({ client, set, onClose }: TokenLifetimeProps & { onClose: () => void }) {
  const router = useRouter();
  const [tokenLifetimeSeconds, setLifetime] = useState(client.tokenLifetimeSeconds);
  const action = useAction(set);
  const submit = async () => {
    const outcome = await action.run({ clientId: client.id, tokenLifetimeSeconds });
    if (!outcome.ok) return;
    onClose();
    router.refresh();
  };
  return (
    <FormDialog
      title={`Token lifetime of ${client.name || client.id}`}
      submitLabel="Save"
      maxWidth="xs"
      isPending={action.isPending}
      onSubmit={submit}
      close={onClose}
    >
      <TokenLifetimeField seconds={tokenLifetimeSeconds} onChange={setLifetime} />
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        For the tokens that it gets from now on: those that it has keep their end.
      </Typography>
      <FormError refusal={action.refusal} />
    </FormDialog>
  );
}
