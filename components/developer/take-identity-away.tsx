"use client";
// Takes the client of an issuer away from an application, after a question; or the note that another one has proven it.
import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { flash } from "#components/ui/flash.ts";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { IssuerForApplication, OneIdentity } from "#lib/issuers/issuer.ts";

export type TakeAway = Action<OneIdentity, null>;

type TakeIdentityAwayProps = {
  applicationId: string;
  issuer: IssuerForApplication;
  takeAway: TakeAway;
  onTaken: () => void;
};

export function TakeIdentityAway({ applicationId, issuer, takeAway, onTaken }: TakeIdentityAwayProps) {
  const { issuerId, name, value, isLost } = issuer;
  const router = useRouter();
  const action = useAction(takeAway);
  const [isAsking, setIsAsking] = useState(false);
  const close = () => {
    action.clear();
    setIsAsking(false);
  };
  const confirm = async () => {
    const outcome = await action.run({ issuerId, applicationId });
    if (!outcome.ok) return;
    close();
    onTaken();
    flash(isLost ? `The note about ${name} is taken away` : `The client at ${name} is taken away`);
    router.refresh();
  };
  return (
    <>
      <Button
        color="error"
        onClick={() => setIsAsking(true)}
        aria-label={isLost ? `Take away the note about ${name}` : `Take away the client at ${name}`}
      >
        {isLost ? "Take the note away" : "Take away"}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={isLost ? `Take away the note about ${name}?` : `Take away ${value}?`}
        confirmLabel="Take away"
        isDestructive
        isPending={action.isPending}
        refusal={action.refusal}
        onConfirm={() => void confirm()}
        onCancel={close}
      >
        {isLost
          ? "Nothing else changes: this application has no client at this issuer."
          : `Tokens that ${name} gives this client open nothing for this application any more, and what they have opened is closed at once with 4401. Whoever proves the client next has it.`}
      </ConfirmDialog>
    </>
  );
}
