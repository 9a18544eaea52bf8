"use client";
// A ticket of a key: opens one connection of a client that can say nothing but a URL. And how a backend gets them.
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useId, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";

export type CreateTicket = Action<{ keyId: string }, { readonly ticket: string }>;

type TicketDialogProps = {
  apiKey: { readonly id: string; readonly name: string };
  /** Where backends get tickets. */
  ticketUrl: string;
  create: CreateTicket;
  onClose: () => void;
};

export function TicketDialog({ apiKey, ticketUrl, create, onClose }: TicketDialogProps) {
  const titleId = useId();
  const [ticket, setTicket] = useState<string | null>(null);
  const action = useAction(create);
  const get = async () => {
    setTicket(null);
    const outcome = await action.run({ keyId: apiKey.id });
    if (outcome.ok) setTicket(outcome.value.ticket);
  };
  const command = `curl -X POST -H "apikey: $SLUICE_KEY" ${ticketUrl}`;
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>Tickets of {apiKey.name}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2 }}>
        <span>
          A ticket stands in the URL in the place of the key: for one connection, within 30 seconds. Put it
          behind a topic's address as <MonoText>?ticket=…</MonoText>
        </span>
        {ticket === null ? null : (
          <Stack role="status" direction="row" sx={{ alignItems: "center", minWidth: 0 }}>
            <MonoText>{`?ticket=${ticket.slice(0, 24)}…`}</MonoText>
            <CopyButton text={`?ticket=${ticket}`} label="Copy the ticket" />
          </Stack>
        )}
        <FormError refusal={action.refusal} />
        <div>
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            Your backend gets one for each of its users' connections, and its pages never see the key:
          </Typography>
          <Stack direction="row" sx={{ alignItems: "center", minWidth: 0 }}>
            <MonoText>{command}</MonoText>
            <CopyButton text={command} label="Copy the command" />
          </Stack>
        </div>
      </DialogContent>
      <DialogActions>
        <Button color="secondary" onClick={onClose}>
          Close
        </Button>
        <SubmitButton type="button" isPending={action.isPending} onClick={() => void get()}>
          {ticket === null ? "Get a ticket" : "Get another"}
        </SubmitButton>
      </DialogActions>
    </Dialog>
  );
}
