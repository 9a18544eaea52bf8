"use client";
// What a person should know about the text in the editor: it is back from before, or somebody else saved another.
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { TypedRescue } from "#components/ui/typed-rescue.tsx";
import type { DefinitionConflict } from "./use-definition-conflict.ts";

type DefinitionNoticeProps = {
  form: Pick<DesignForm<{ text: string }>, "notice" | "isDirty">;
  conflict: DefinitionConflict;
  /** The button that was pressed is gone: the keyboard goes on in the editor. */
  onSettled: () => void;
};

export function DefinitionNotice({ form, conflict, onSettled }: DefinitionNoticeProps) {
  if (conflict.theirs !== null) return <OpenConflict conflict={conflict} onSettled={onSettled} />;
  if (conflict.setAside !== null) return <MineSetAside conflict={conflict} onSettled={onSettled} />;
  if (!form.notice || !form.isDirty) return null;
  if (form.notice.kind === "restored") {
    return (
      <Alert severity="info" sx={{ mb: 2 }}>
        Your unsaved text from before is back. Save it, or Reset to discard it.
      </Alert>
    );
  }
  if (form.notice.collisions.length > 0) return null;
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      Someone else saved this API while you were editing. The definition is as you found it: press Save again.
    </Alert>
  );
}

type StepProps = Pick<DefinitionNoticeProps, "conflict" | "onSettled">;

function OpenConflict({ conflict, onSettled }: StepProps) {
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      Someone else saved another definition while you were editing. Nothing of yours is saved yet, and nothing
      is lost: below, their lines stand above yours wherever the two differ. Settle each difference there, or
      write what is right by hand, then press Save: it replaces their text with what is in the editor.
      <Stack direction="row" useFlexGap sx={{ gap: 1, mt: 1.5, flexWrap: "wrap" }}>
        <Button size="small" variant="outlined" color="inherit" onClick={then(conflict.keepMine, onSettled)}>
          Keep mine
        </Button>
        <Button
          size="small"
          variant="outlined"
          color="inherit"
          onClick={then(conflict.takeTheirs, onSettled)}
        >
          Take theirs
        </Button>
      </Stack>
    </Alert>
  );
}

function MineSetAside({ conflict, onSettled }: StepProps) {
  return (
    <Alert severity="info" sx={{ mb: 2 }}>
      Their text is in the editor. Yours is kept in this tab until you bring it back or discard it.
      <Stack direction="row" useFlexGap sx={{ gap: 1, mt: 0.5, flexWrap: "wrap", alignItems: "flex-end" }}>
        <Button
          size="small"
          variant="outlined"
          color="inherit"
          onClick={then(conflict.bringBackMine, onSettled)}
        >
          Bring mine back
        </Button>
        <Button size="small" color="inherit" onClick={then(conflict.discardMine, onSettled)}>
          Discard mine
        </Button>
        <TypedRescue typed={{ fileName: "asyncapi-mine.yaml", text: conflict.setAside ?? "" }} />
      </Stack>
    </Alert>
  );
}

function then(first: () => void, second: () => void): () => void {
  return () => {
    first();
    second();
  };
}
