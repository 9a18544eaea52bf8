"use client";
// Deletes an application, after saying what goes with it.
import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { flash } from "#components/ui/flash.ts";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { Application } from "#lib/applications/application.ts";

type DeleteApplicationProps = {
  application: Application;
  remove: Action<{ applicationId: string }, null>;
};

export function DeleteApplication({ application, remove }: DeleteApplicationProps) {
  const [isAsked, setIsAsked] = useState(false);
  const router = useRouter();
  const action = useAction(remove);
  const confirm = async () => {
    const outcome = await action.run({ applicationId: application.id });
    if (!outcome.ok) return;
    flash(`${application.name} is deleted`);
    router.push("/developer/applications");
  };
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setIsAsked(true)}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={`Delete ${application.name}?`}
        confirmLabel="Delete"
        isDestructive
        isPending={action.isPending}
        refusal={action.refusal}
        onConfirm={() => void confirm()}
        onCancel={() => {
          action.clear();
          setIsAsked(false);
        }}
      >
        Its keys stop working and its subscriptions end: open connections are closed within a second. This
        cannot be taken back.
      </ConfirmDialog>
    </>
  );
}
