"use client";
// The button that sends a form. While it works it stays focusable (a disabled button drops the keyboard's place) and
// ignores further presses.
import Button, { type ButtonProps } from "@mui/material/Button";
import CircularProgress from "@mui/material/CircularProgress";
import type { MouseEvent } from "react";
import { useFormStatus } from "react-dom";

type SubmitButtonProps = Omit<ButtonProps, "loading" | "disabled"> & {
  /** Work is under way. Left out, the state of the surrounding form counts. */
  isPending?: boolean;
  /** Text while working: "Saving…". */
  pendingLabel?: string;
};

export function SubmitButton({
  isPending,
  pendingLabel,
  children,
  onClick,
  startIcon,
  ...props
}: SubmitButtonProps) {
  const form = useFormStatus();
  const isBusy = isPending ?? form.pending;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isBusy) event.preventDefault();
    else onClick?.(event);
  };
  const icon = isBusy ? <CircularProgress size={16} color="inherit" aria-hidden="true" /> : startIcon;
  return (
    <Button
      type="submit"
      variant="contained"
      {...props}
      startIcon={icon}
      aria-disabled={isBusy}
      onClick={press}
    >
      {isBusy ? (pendingLabel ?? children) : children}
    </Button>
  );
}
