"use client";
// Asks before something that cannot be taken back. The dialog stays open, with the reason, when it was refused.
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { type ReactNode, useId } from "react";
import type { Refusal } from "#lib/kernel/outcome.ts";
import { FormError } from "./form-error.tsx";
import { SubmitButton } from "./submit-button.tsx";

type ConfirmDialogProps = {
  isOpen: boolean;
  title: string;
  /** What will happen. */
  children: ReactNode;
  /** The verb: "Delete", "Undeploy". */
  confirmLabel: string;
  isDestructive?: boolean;
  isPending?: boolean;
  /** Why the last attempt was refused. */
  refusal?: Refusal | null;
  onConfirm: () => void;
  onCancel: () => void;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    isOpen,
    title,
    children,
    confirmLabel,
    isDestructive = false,
    isPending = false,
    refusal = null,
  } = props;
  const titleId = useId();
  const cancel = () => {
    if (!isPending) props.onCancel();
  };
  return (
    <Dialog open={isOpen} onClose={cancel} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent sx={{ color: "text.secondary" }}>
        {children}
        <FormError refusal={refusal} />
      </DialogContent>
      <DialogActions>
        <Button onClick={cancel} color="secondary">
          Cancel
        </Button>
        <SubmitButton
          type="button"
          autoFocus
          isPending={isPending}
          color={isDestructive ? "error" : "primary"}
          onClick={props.onConfirm}
        >
          {confirmLabel}
        </SubmitButton>
      </DialogActions>
    </Dialog>
  );
}
