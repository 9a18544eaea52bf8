"use client";
// Asks before a deployment that leaves out what is not saved.
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { useId } from "react";
import type { UnsavedForm } from "#components/design-form/unsaved-forms.ts";

type UnsavedDialogProps = {
  forms: readonly UnsavedForm[];
  onCancel: () => void;
  onDeployWithout: () => void;
  /** Saves what can be saved from this page first. */
  onSaveFirst: () => void;
};

export function UnsavedDialog({ forms, onCancel, onDeployWithout, onSaveFirst }: UnsavedDialogProps) {
  const titleId = useId();
  const elsewhere = forms.filter(({ save }) => save === null);
  return (
    <Dialog open onClose={onCancel} aria-labelledby={titleId} maxWidth="xs" fullWidth>
      <DialogTitle id={titleId}>Not everything is saved</DialogTitle>
      <DialogContent>
        {namesOf(forms)} {forms.length === 1 ? "has" : "have"} changes that are not saved. What is deployed is
        what was saved.
        {elsewhere.length > 0 && elsewhere.length < forms.length
          ? ` ${namesOf(elsewhere)} can be saved on its page only.`
          : null}
      </DialogContent>
      <DialogActions>
        <Button color="secondary" onClick={onCancel}>
          Cancel
        </Button>
        <Button onClick={onDeployWithout}>Deploy without them</Button>
        {elsewhere.length < forms.length ? (
          <Button variant="contained" onClick={onSaveFirst}>
            Save and deploy
          </Button>
        ) : null}
      </DialogActions>
    </Dialog>
  );
}

function namesOf(forms: readonly UnsavedForm[]): string {
  return forms.map(({ title }) => title).join(" and ");
}
