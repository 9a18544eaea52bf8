"use client";
// The keys of an application: which there are, making, editing, rotating and revoking one. A key itself is shown once.
import Alert from "@mui/material/Alert";
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
import { SectionCard } from "#components/ui/section-card.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { ApiKey, ChangeKey, CreateKey } from "#lib/credentials/api-keys/api-key.ts";
import type { OfferedScope } from "#lib/scopes/scope.ts";
import { EditKeyDialog } from "./edit-key-dialog.tsx";
import { KeyDialog } from "./key-dialog.tsx";
import { KeyRow } from "./key-row.tsx";
import { NewKeyNotice } from "./new-key-notice.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";
import { type CreateTicket, TicketDialog } from "./ticket-dialog.tsx";

type Made = { readonly key: string; readonly droppedScopes?: readonly string[] };

type KeySectionProps = {
  applicationId: string;
  keys: readonly ApiKey[];
  /** What a new key could have. */
  scopes: readonly OfferedScope[];
  now: Date;
  create: Action<CreateKey, Made>;
  change: Action<ChangeKey, null>;
  rotate: Action<{ keyId: string; overlapMs: number }, Made>;
  revoke: Action<{ keyId: string }, null>;
  ticketUrl: string;
  createTicket: CreateTicket;
};

export function KeySection({
  applicationId,
  keys,
  scopes,
  now,
  create,
  change,
  rotate,
  revoke,
  ...tickets
}: KeySectionProps) {
  const router = useRouter();
  const [ticketOf, setTicketOf] = useState<ApiKey | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const [editing, setEditing] = useState<ApiKey | null>(null);
  const [rotating, setRotating] = useState<ApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const show = (key: Made) => {
    setRotating(null);
    setMade(key);
    router.refresh();
  };
  return (
    <Stack sx={{ mt: 2.5 }}>
      <SectionCard
        title="Keys"
        action={<KeyDialog applicationId={applicationId} scopes={scopes} create={create} onMade={show} />}
      >
        {keys.length === 0 ? (
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            None yet. A key opens every API that this application subscribes to, and nothing until a
            subscription is active.
          </Typography>
        ) : (
          <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 2 }}>
            {keys.map((key) => (
              <KeyRow
                key={key.id}
                apiKey={key}
                now={now}
                onTicket={() => setTicketOf(key)}
                onEdit={() => setEditing(key)}
                onRotate={() => setRotating(key)}
                onRevoke={() => setRevoking(key)}
              />
            ))}
          </Stack>
        )}
      </SectionCard>
      {ticketOf ? (
        <TicketDialog
          apiKey={{ id: ticketOf.id, name: ticketOf.name || ticketOf.prefix }}
          ticketUrl={tickets.ticketUrl}
          create={tickets.createTicket}
          onClose={() => setTicketOf(null)}
        />
      ) : null}
      {editing ? <EditKeyDialog apiKey={editing} change={change} onClose={() => setEditing(null)} /> : null}
      {rotating ? (
        <RotateDialog
          name={rotating.name || rotating.prefix}
          what="key"
          rotate={(input) => rotate({ ...input, keyId: rotating.id })}
          onMade={show}
          onClose={() => setRotating(null)}
        />
      ) : null}
      {revoking ? <RevokeDialog apiKey={revoking} revoke={revoke} onClose={() => setRevoking(null)} /> : null}
      {made ? <MadeDialog made={made} onClose={() => setMade(null)} /> : null}
    </Stack>
  );
}

function MadeDialog({ made, onClose }: { made: Made; onClose: () => void }) {
  const { key, droppedScopes = [] } = made;
  const titleId = useId();
  return (
    <Dialog open aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>Your new key</DialogTitle>
      <DialogContent>
        <NewKeyNotice apiKey={key} />
        {droppedScopes.length > 0 ? (
          <Alert severity="info" sx={{ mt: 1.5, overflowWrap: "anywhere" }}>
            It has not the scopes {droppedScopes.join(", ")}, which the key before had: the owner of the
            application may not obtain them any more.
          </Alert>
        ) : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} variant="contained">
          I have copied it
        </Button>
      </DialogActions>
    </Dialog>
  );
}

type RevokeDialogProps = {
  apiKey: ApiKey;
  revoke: Action<{ keyId: string }, null>;
  onClose: () => void;
};

function RevokeDialog({ apiKey, revoke, onClose }: RevokeDialogProps) {
  const router = useRouter();
  const action = useAction(revoke);
  const confirm = async () => {
    const outcome = await action.run({ keyId: apiKey.id });
    if (!outcome.ok) return;
    onClose();
    router.refresh();
  };
  return (
    <ConfirmDialog
      isOpen
      title={`Revoke ${apiKey.name || apiKey.prefix}?`}
      confirmLabel="Revoke"
      isDestructive
      isPending={action.isPending}
      refusal={action.refusal}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      It stops working for good, and connections that were opened with it are closed within a second.
    </ConfirmDialog>
  );
}
