"use client";
// Removes a message from its topic, and goes back to the topics.
import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { noteOwnSave } from "#components/design-form/own-saves.ts";
import { useNoteStep } from "#components/design-form/saved-steps.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { flash } from "#components/ui/flash.ts";
import { type Action, useAction } from "#components/ui/use-action.ts";
import { topicsHref } from "./message-address.ts";

type Removal = { apiId: string; etag: number; channelKey: string; messageKey: string };
type RemoveMessageProps = { name: string; input: Removal; action: Action<Removal, { etag: number }> };

export function RemoveMessage({ name, input, action }: RemoveMessageProps) {
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  const removal = useAction(action);
  const noteStep = useNoteStep(input.apiId, "message removal");
  const confirm = async () => {
    const outcome = await removal.run(input);
    if (!outcome.ok) return;
    noteOwnSave(input.apiId, outcome.value.etag);
    noteStep(input.etag, outcome.value.etag);
    flash(`Removed ${name}.`);
    router.push(topicsHref(input.apiId));
  };
  return (
    <>
      <Button variant="outlined" color="secondary" onClick={() => setIsAsking(true)}>
        Remove message
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Remove ${name}?`}
        confirmLabel="Remove"
        isDestructive
        isPending={removal.isPending}
        refusal={removal.refusal}
        onConfirm={() => void confirm()}
        onCancel={() => {
          setIsAsking(false);
          removal.clear();
        }}
      >
        The topic loses this message, and operations and replies no longer name it. A shared message stays
        among the components.
      </ConfirmDialog>
    </>
  );
}
