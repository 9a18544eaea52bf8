"use client";
// Makes a key or secret in the place of another, which goes on for as long as its owner chooses.
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { useId, useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";

const HOUR_MS = 3_600_000;
const overlaps = [
  { ms: 0, label: "It ends at once" },
  { ms: HOUR_MS, label: "One hour" },
  { ms: 24 * HOUR_MS, label: "One day" },
  { ms: 7 * 24 * HOUR_MS, label: "7 days" },
  { ms: 30 * 24 * HOUR_MS, label: "30 days" },
] as const;

type RotateDialogProps<Made> = {
  /** What is rotated, as its owner calls it. */
  name: string;
  what: "key" | "secret";
  rotate: Action<{ overlapMs: number }, Made>;
  onMade: (made: Made) => void;
  onClose: () => void;
};

export function RotateDialog<Made>({ name, what, rotate, onMade, onClose }: RotateDialogProps<Made>) {
  const titleId = useId();
  const [overlapMs, setOverlapMs] = useState<number>(24 * HOUR_MS);
  const action = useAction(rotate);
  const confirm = async () => {
    const outcome = await action.run({ overlapMs });
    if (outcome.ok) onMade(outcome.value);
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <DialogTitle id={titleId}>Rotate {name}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2 }}>
        <span>
          You get a new {what} with the same rights. The old one goes on for the overlap.
          {what === "key"
            ? " Scopes that the owner of the application may not obtain any more are left out."
            : null}
        </span>
        <TextField
          select
          size="small"
          label={`The old ${what} goes on for`}
          value={String(overlapMs)}
          onChange={(event) => setOverlapMs(Number(event.target.value))}
        >
          {overlaps.map(({ ms, label }) => (
            <MenuItem key={ms} value={String(ms)}>
              {label}
            </MenuItem>
          ))}
        </TextField>
        <FormError refusal={action.refusal} />
      </DialogContent>
      <DialogActions>
        <Button color="secondary" onClick={onClose} disabled={action.isPending}>
          Cancel
        </Button>
        <SubmitButton type="button" isPending={action.isPending} onClick={() => void confirm()}>
          Rotate
        </SubmitButton>
      </DialogActions>
    </Dialog>
  );
}
