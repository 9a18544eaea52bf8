"use client";
// The button of a page that deletes what the page is about, after saying what goes with it, and leaves for the list.
import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { flash } from "./flash.ts";
import { type Action, useAction } from "./use-action.ts";

type DeleteAndLeaveProps<Input> = {
  name: string;
  input: Input;
  /** Address of the list. */
  list: string;
  remove: Action<Input, null>;
  /** What will happen. */
  children: ReactNode;
};

export function DeleteAndLeave<Input extends object>(props: DeleteAndLeaveProps<Input>) {
  const { name, input, list, remove, children } = props;
  const [isAsked, setIsAsked] = useState(false);
  const router = useRouter();
  const action = useAction(remove);
  const confirm = async () => {
    const outcome = await action.run(input);
    if (!outcome.ok) return;
    flash(`${name} is deleted`);
    router.push(list);
  };
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setIsAsked(true)}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={`Delete ${name}?`}
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
        {children}
      </ConfirmDialog>
    </>
  );
}
