"use client";
// What a person should know about the text in the editor: it is back from before, or somebody else saved another.
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { TypedRescue } from "#components/ui/typed-rescue.tsx";
import type { CodePlace } from "./code-editor.tsx";
import { MergeParts } from "./merge-parts.tsx";
import type { DefinitionConflict } from "./use-definition-conflict.ts";

type DefinitionNoticeProps = {
  form: Pick<DesignForm<{ text: string }>, "notice" | "isDirty">;
  conflict: DefinitionConflict;
  /** Goes to a place in the editor. */
  onGoTo: (place: CodePlace) => void;
};

export function DefinitionNotice({ form, conflict, onGoTo }: DefinitionNoticeProps) {
  // The button that was pressed is gone: the keyboard goes on in the editor.
  const onSettled = () => onGoTo({ line: 1, column: 1 });
  if (conflict.parts !== null) {
    return <MergeParts conflict={conflict} parts={conflict.parts} onGoTo={onGoTo} />;
  }
  if (conflict.setAside !== null) return <MineSetAside conflict={conflict} onSettled={onSettled} />;
  if (!form.notice || !form.isDirty) return null;
  if (form.notice.kind === "restored") {
    return (
      <Alert severity="info" sx={{ mb: 2 }}>
        Your unsaved text from before is back. Save it, or Reset to discard it.
      </Alert>
    );
  }
  return (
    <Alert severity="info" sx={{ mb: 2 }}>
      Someone else saved this definition while you were editing. Their changes and yours are together in the
      text below, and nothing is left to decide. Look it over, then press Save.
    </Alert>
  );
}

type StepProps = { conflict: DefinitionConflict; onSettled: () => void };

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
