"use client";
// Asks before one of a list is deleted, deletes it, and draws the list anew.
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { type Action, useAction } from "./use-action.ts";

type DeleteDialogProps<Input> = {
  /** What is to be deleted; null while nothing is. */
  input: Input | null;
  title: string;
  /** What will happen. */
  children: ReactNode;
  remove: Action<Input, null>;
  close: () => void;
};

export function DeleteDialog<Input extends object>({
  input,
  title,
  children,
  remove,
  close,
}: DeleteDialogProps<Input>) {
  const router = useRouter();
  const action = useAction(remove);
  const end = () => {
    action.clear();
    close();
  };
  const confirm = async () => {
    if (input === null) return;
    const outcome = await action.run(input);
    if (!outcome.ok) return;
    end();
    router.refresh();
  };
  return (
    <ConfirmDialog
      isOpen={input !== null}
      title={title}
      confirmLabel="Delete"
      isDestructive
      isPending={action.isPending}
      refusal={action.refusal}
      onConfirm={() => void confirm()}
      onCancel={end}
    >
      {children}
    </ConfirmDialog>
  );
}
