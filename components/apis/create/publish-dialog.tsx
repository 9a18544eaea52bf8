"use client";
// The visible steps of Create & Publish, with a failure at its step and the way on from it.
import CancelIcon from "@mui/icons-material/CancelOutlined";
import CheckCircleIcon from "@mui/icons-material/CheckCircleOutlined";
import CircleIcon from "@mui/icons-material/RadioButtonUncheckedOutlined";
import WarningIcon from "@mui/icons-material/WarningAmberOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import CircularProgress from "@mui/material/CircularProgress";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type ReactElement, useId } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import { type PublishProgress, publishSteps, type StepState, stepState } from "./publish-steps.ts";

type PublishDialogProps = {
  /** Null while nothing is under way: the dialog is closed. */
  progress: PublishProgress | null;
  onRetry: () => void;
  onClose: () => void;
  onOpenApi: (apiId: string) => void;
};

export function PublishDialog({ progress, onRetry, onClose, onOpenApi }: PublishDialogProps) {
  const titleId = useId();
  const close = () => {
    if (progress?.phase === "failed") onClose();
  };
  return (
    <Dialog open={progress !== null} onClose={close} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <DialogTitle id={titleId}>Create &amp; Publish</DialogTitle>
      <DialogContent>
        {progress ? <Steps progress={progress} /> : null}
        {progress?.phase === "failed" ? (
          <FormError refusal={progress.refusal} />
        ) : progress?.phase === "not_live_yet" ? (
          <Typography variant="body2">{progress.message}</Typography>
        ) : null}
      </DialogContent>
      <DialogActions>
        {progress?.phase === "failed" ? <Button onClick={onClose}>Back to the form</Button> : null}
        {progress?.phase === "not_live_yet" ? (
          <Button onClick={() => onOpenApi(progress.apiId)}>Open the API</Button>
        ) : null}
        {progress?.phase === "failed" || progress?.phase === "not_live_yet" ? (
          <Button variant="contained" autoFocus onClick={onRetry}>
            {progress.phase === "failed" ? "Try again" : "Check again"}
          </Button>
        ) : null}
      </DialogActions>
    </Dialog>
  );
}

const icons: Readonly<Record<StepState, ReactElement>> = {
  waiting: <CircleIcon color="disabled" />,
  active: <CircularProgress size={18} aria-hidden="true" />,
  done: <CheckCircleIcon color="success" />,
  failed: <CancelIcon color="error" />,
  warning: <WarningIcon color="warning" />,
};

const words: Readonly<Record<StepState, string>> = {
  waiting: "not started",
  active: "in progress",
  done: "done",
  failed: "failed",
  warning: "not yet",
};

function Steps({ progress }: { progress: PublishProgress }) {
  return (
    <Stack
      component="ol"
      role="list"
      aria-live="polite"
      sx={{ listStyle: "none", m: 0, mb: 1.5, p: 0, gap: 1.25 }}
    >
      {publishSteps.map((label, step) => {
        const state = stepState(step, progress);
        return (
          <Stack
            component="li"
            key={label}
            direction="row"
            sx={{
              gap: 1.25,
              alignItems: "center",
              color: state === "waiting" ? "text.secondary" : "text.primary",
            }}
          >
            <Box sx={{ display: "grid", placeItems: "center", width: 22, height: 22 }}>{icons[state]}</Box>
            {label}
            <Box component="span" sx={visuallyHidden}>
              {words[state]}
            </Box>
          </Stack>
        );
      })}
    </Stack>
  );
}
