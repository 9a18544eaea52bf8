"use client";
// The OAuth2 clients of an application: which there are, making one, rotating its secret, revoking. A secret is shown once.
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { CreateClient, OAuthClient } from "#lib/credentials/oauth-clients/oauth-client.ts";
import { ClientDialog, type MadeSecret } from "./client-dialog.tsx";
import { ClientRow } from "./client-row.tsx";
import { NewKeyNotice } from "./new-key-notice.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";
import type { SetTokenLifetime } from "./token-lifetime.tsx";

type ClientSectionProps = {
  applicationId: string;
  clients: readonly OAuthClient[];
  now: Date;
  tokenUrl: string;
  create: Action<CreateClient, MadeSecret>;
  rotate: Action<{ clientId: string; overlapMs: number }, MadeSecret>;
  setTokenLifetime: SetTokenLifetime;
  revokeSecret: Action<{ clientId: string; secretId: string }, null>;
  revokeClient: Action<{ clientId: string }, null>;
};

/** What is about to be revoked, and what that ends. */
type Revoking = { readonly title: string; readonly run: Action<object, null>; readonly consequence: string };

export function ClientSection(props: ClientSectionProps) {
  const { applicationId, clients, now, tokenUrl, create, rotate, revokeSecret, revokeClient } = props;
  const router = useRouter();
  const [made, setMade] = useState<MadeSecret | null>(null);
  const [rotating, setRotating] = useState<OAuthClient | null>(null);
  const [revoking, setRevoking] = useState<Revoking | null>(null);
  const show = (secret: MadeSecret) => {
    setRotating(null);
    setMade(secret);
    router.refresh();
  };
  return (
    <Stack sx={{ mt: 2.5 }}>
      <SectionCard
        title="OAuth2 clients"
        caption={
          <>
            Get access tokens at <MonoText>{tokenUrl}</MonoText> with <MonoText>client_credentials</MonoText>.
          </>
        }
        action={<ClientDialog applicationId={applicationId} create={create} onMade={show} />}
      >
        {clients.length === 0 ? (
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            None yet. A client gets tokens that end by themselves, for APIs that ask for OAuth2.
          </Typography>
        ) : (
          <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 2 }}>
            {clients.map((client) => (
              <ClientRow
                key={client.id}
                client={client}
                now={now}
                setTokenLifetime={props.setTokenLifetime}
                onRotate={() => setRotating(client)}
                onRevoke={() => setRevoking(ofClient(client, revokeClient))}
                onRevokeSecret={(secretId) => setRevoking(ofSecret(client, secretId, revokeSecret))}
              />
            ))}
          </Stack>
        )}
      </SectionCard>
      {rotating ? (
        <RotateDialog
          name={`the secret of ${rotating.name || rotating.id}`}
          what="secret"
          rotate={(input) => rotate({ ...input, clientId: rotating.id })}
          onMade={show}
          onClose={() => setRotating(null)}
        />
      ) : null}
      {revoking ? <RevokeDialog revoking={revoking} onClose={() => setRevoking(null)} /> : null}
      {made ? <MadeDialog made={made} tokenUrl={tokenUrl} onClose={() => setMade(null)} /> : null}
    </Stack>
  );
}

function ofClient({ id, name }: OAuthClient, revoke: ClientSectionProps["revokeClient"]): Revoking {
  return {
    title: `Revoke ${name || id}?`,
    run: (input) => revoke({ ...input, clientId: id }),
    consequence:
      "It gets no more tokens, those that it has stop working, and their connections are closed within a second.",
  };
}

function ofSecret(
  { id, name }: OAuthClient,
  secretId: string,
  revoke: ClientSectionProps["revokeSecret"],
): Revoking {
  return {
    title: `Revoke a secret of ${name || id}?`,
    run: (input) => revoke({ ...input, clientId: id, secretId }),
    consequence:
      "It gets no more tokens, those that were got with it stop working, and their connections are closed within a second.",
  };
}

function RevokeDialog({ revoking, onClose }: { revoking: Revoking; onClose: () => void }) {
  const router = useRouter();
  const action = useAction(revoking.run);
  const confirm = async () => {
    const outcome = await action.run({});
    if (!outcome.ok) return;
    onClose();
    router.refresh();
  };
  return (
    <ConfirmDialog
      isOpen
      title={revoking.title}
      confirmLabel="Revoke"
      isDestructive
      isPending={action.isPending}
      refusal={action.refusal}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      {revoking.consequence}
    </ConfirmDialog>
  );
}

type MadeDialogProps = { made: MadeSecret; tokenUrl: string; onClose: () => void };

function MadeDialog({ made, tokenUrl, onClose }: MadeDialogProps) {
  const titleId = useId();
  const command = `curl -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials ${tokenUrl}`;
  return (
    <Dialog open aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>Your client secret</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 1.5 }}>
          <Stack direction="row" sx={{ alignItems: "center", minWidth: 0 }}>
            <MonoText>{made.clientId}</MonoText>
            <CopyButton text={made.clientId} label="Copy the client id" />
          </Stack>
          <NewKeyNotice apiKey={made.secret} what="secret" />
          <Stack direction="row" sx={{ alignItems: "center", minWidth: 0 }}>
            <MonoText>{command}</MonoText>
            <CopyButton text={command} label="Copy the command" />
          </Stack>
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} variant="contained">
          I have copied it
        </Button>
      </DialogActions>
    </Dialog>
  );
}
