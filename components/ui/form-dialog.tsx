"use client";
// A form in a dialog, with a way out and the button that sends it. It stays open until its form closes it.
import Button from "@mui/material/Button";
import Dialog, { type DialogProps } from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Stack from "@mui/material/Stack";
import { type FormEvent, type ReactNode, useId } from "react";
import { SubmitButton } from "./submit-button.tsx";

type FormDialogProps = {
  title: string;
  /** The verb of the button: "Save", "Create". */
  submitLabel: string;
  isDestructive?: boolean;
  isPending: boolean;
  maxWidth: DialogProps["maxWidth"];
  /** Of a form with much in it: a press beside the dialog is easily made, and would lose what was typed. */
  keepsOnBackdrop?: boolean;
  /** Space between the fields, in the theme's steps. */
  gap?: number;
  onSubmit: () => Promise<void>;
  close: () => void;
  /** What else can be done with what is typed: a button before the one that sends it. */
  beside?: ReactNode;
  children: ReactNode;
};

export function FormDialog(props: FormDialogProps) {
  const { title, isPending, maxWidth, keepsOnBackdrop = false, gap = 2, onSubmit, close } = props;
  const titleId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <Dialog
      open
      onClose={(_, reason) => {
        if (!isPending && !(keepsOnBackdrop && reason === "backdropClick")) close();
      }}
      aria-labelledby={titleId}
      fullWidth
      maxWidth={maxWidth}
    >
      <form noValidate onSubmit={submit}>
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap, pt: 1 }}>{props.children}</Stack>
        </DialogContent>
        <DialogActions>
          <Button color="secondary" onClick={close} disabled={isPending}>
            Cancel
          </Button>
          {props.beside}
          <SubmitButton isPending={isPending} color={props.isDestructive ? "error" : "primary"}>
            {props.submitLabel}
          </SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
