"use client";
// Closes one connection, after asking. The row goes when a gateway no longer reports it; until then it says so.
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { LiveConnection } from "#lib/gateways/connections/connection-record.ts";

export type Disconnect = Action<{ apiId: string; connectionId: string }, unknown>;

type DisconnectButtonProps = { apiId: string; connection: LiveConnection; disconnect: Disconnect };

export function DisconnectButton({ apiId, connection, disconnect }: DisconnectButtonProps) {
  const { connectionId, clientAddress, topic } = connection;
  const [step, setStep] = useState<"idle" | "asking" | "closing">("idle");
  const action = useAction(disconnect);
  const cancel = () => {
    setStep("idle");
    action.clear();
  };
  const confirm = async () => {
    const outcome = await action.run({ apiId, connectionId });
    if (outcome.ok) setStep("closing");
  };
  if (step === "closing") {
    return (
      <Typography variant="body2" component="span" role="status" sx={{ whiteSpace: "nowrap" }}>
        closing…
      </Typography>
    );
  }
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color="secondary"
        aria-label={`Disconnect ${clientAddress} on ${topic}, ${connectionId}`}
        title={connectionId}
        onClick={() => setStep("asking")}
      >
        Disconnect
      </Button>
      <ConfirmDialog
        isOpen={step === "asking"}
        title={`Disconnect ${clientAddress}?`}
        confirmLabel="Disconnect"
        isDestructive
        isPending={action.isPending}
        refusal={action.refusal}
        onConfirm={() => void confirm()}
        onCancel={cancel}
      >
        The gateway closes the connection to {topic} with code 1001. The client may connect again at once.
      </ConfirmDialog>
    </>
  );
}
