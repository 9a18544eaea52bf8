"use client";
// A message that somebody has seen on the wire, pasted: its schema and an example are made of it.
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import { useId, useState } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { schemaOfSample } from "#lib/messages/schema-of-sample.ts";
import {
  readExactText,
  type TextLanguage,
  writePlainText,
  writeValueText,
} from "#lib/messages/value-text.ts";

/** Texts of a form. */
export type FromSample = { readonly schema: string; readonly example: string };

type SampleDialogProps = { language: TextLanguage; onClose: () => void; onTake: (made: FromSample) => void };

export function SampleDialog({ language, onClose, onTake }: SampleDialogProps) {
  const titleId = useId();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const take = () => {
    const problemOfText = jsonProblem(text);
    setProblem(problemOfText ?? undefined);
    const sample = problemOfText === null ? readExactText(text) : null;
    if (sample === null) return;
    onTake({
      schema: writePlainText(schemaOfSample(sample), language),
      example: writeValueText(sample, language),
    });
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>From a sample</DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ mb: 2, color: "text.secondary" }}>
          Paste a message as it is sent. Its schema takes the place of the payload, and it becomes an example.
        </Typography>
        <FormTextField
          label="Message (JSON)"
          autoFocus
          multiline
          minRows={8}
          maxRows={20}
          value={text}
          problem={problem}
          onChange={(event) => setText(event.target.value)}
          slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: "monospace" } } }}
        />
      </DialogContent>
      <DialogActions>
        <Button color="secondary" onClick={onClose}>
          Cancel
        </Button>
        <Button variant="contained" onClick={take}>
          Make schema and example
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function jsonProblem(text: string): string | null {
  if (text.trim() === "") return "Paste a message first.";
  try {
    JSON.parse(text);
    return readExactText(text) === null ? "This message is too large or nests too deeply." : null;
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`;
  }
}
