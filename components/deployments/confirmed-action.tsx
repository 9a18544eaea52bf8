"use client";
// A button that asks first and then runs one action: undeploy, restore. The dialog stays open with the reason when it is
// refused.
import Button, { type ButtonProps } from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { flash } from "#components/ui/flash.ts";
import { type Action, outdatesPage, useAction } from "#components/ui/use-action.ts";

type ConfirmedActionProps<Input> = {
  /** Visible text of the button and of the confirming one. */
  label: string;
  /** Accessible name: which one of several. Begins with the label. */
  name: string;
  icon?: ReactNode;
  color?: NonNullable<ButtonProps["color"]>;
  title: string;
  children: ReactNode;
  isDestructive?: boolean;
  /** Told when it is done. */
  doneMessage: string;
  action: Action<Input, unknown>;
  input: Input;
};

export function ConfirmedAction<Input extends object>(props: ConfirmedActionProps<Input>) {
  const { label, name, icon, color = "secondary", title, children, isDestructive = false, input } = props;
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  const action = useAction(props.action);
  const close = () => {
    setIsAsking(false);
    action.clear();
  };
  const confirm = async () => {
    const outcome = await action.run(input);
    if (outdatesPage(outcome)) router.refresh();
    if (!outcome.ok) return;
    close();
    flash(props.doneMessage);
  };
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color={color}
        startIcon={icon}
        aria-label={name}
        onClick={() => setIsAsking(true)}
      >
        {label}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={title}
        confirmLabel={label}
        isDestructive={isDestructive}
        isPending={action.isPending}
        refusal={action.refusal}
        onConfirm={() => void confirm()}
        onCancel={close}
      >
        {children}
      </ConfirmDialog>
    </>
  );
}
