"use client";
// Edits the YAML text of a definition: findings while typing, saved with the version it started from.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { SaveBar, type SecondStep } from "#components/design-form/save-bar.tsx";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { FormError } from "#components/ui/form-error.tsx";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import type { CodePlace } from "./code-editor.tsx";
import { CodeView } from "./code-view.tsx";
import { DefinitionNotice } from "./definition-notice.tsx";
import { DiagnosticList } from "./diagnostic-list.tsx";
import type { DefinitionConflict } from "./use-definition-conflict.ts";
import { useDiagnostics } from "./use-diagnostics.ts";
import { useMend } from "./use-mend.ts";

type DefinitionEditorProps = {
  form: DesignForm<{ text: string }>;
  conflict: DefinitionConflict;
  initial: { readonly text: string; readonly diagnostics: readonly Diagnostic[] };
  secondStep: SecondStep | null;
  /** True where somebody pressed Edit: the keyboard goes to the text. */
  wasAskedFor: boolean;
  onClose: () => void;
};

export function DefinitionEditor(props: DefinitionEditorProps) {
  const { form, conflict, initial, secondStep, wasAskedFor, onClose } = props;
  const [place, setPlace] = useState<CodePlace | null>(wasAskedFor ? { line: 1, column: 1 } : null);
  const diagnostics = useDiagnostics(form.values.text, initial);
  const mending = useMend(form.values.text, (text) => form.set({ text }));
  const findings = refusedFindings(form) ?? diagnostics;
  return (
    <Box
      component="form"
      noValidate
      aria-label="AsyncAPI definition"
      onSubmit={(event) => {
        event.preventDefault();
        secondStep?.clear();
        void form.submit();
      }}
    >
      <DefinitionNotice form={form} conflict={conflict} onSettled={() => setPlace({ line: 1, column: 1 })} />
      <FormError
        refusal={form.refusal ?? secondStep?.refusal ?? null}
        typed={{ fileName: "asyncapi.yaml", text: form.values.text }}
      />
      <CodeView
        text={form.values.text}
        language="yaml"
        label="AsyncAPI definition, YAML"
        onChange={(text) => {
          mending.noteText(text);
          form.set({ text });
        }}
        place={place}
        theirs={conflict.theirs}
      />
      <Typography variant="body2" sx={{ mt: 1, color: "text.secondary" }}>
        Tab indents. Press Esc, then Tab, to leave the editor.
      </Typography>
      {mending.problem === null ? null : (
        <Alert severity="warning" sx={{ mt: 2 }}>
          {mending.problem}
        </Alert>
      )}
      <DiagnosticList diagnostics={findings} onGoTo={setPlace} onMend={mending.mend} />
      <SaveBar
        isDirty={form.isDirty}
        isPending={form.isPending}
        message={form.isSaved ? "Saved. Deploy to make it live." : null}
        onReset={form.reset}
        secondStep={secondStep}
      >
        {form.isDirty ? null : (
          <Button variant="outlined" onClick={onClose}>
            Close the editor
          </Button>
        )}
        <ErrorCount findings={findings} onGoTo={setPlace} />
      </SaveBar>
    </Box>
  );
}

type ErrorCountProps = { findings: readonly Diagnostic[]; onGoTo: (place: CodePlace) => void };

/** How many errors there are, in sight while typing; it leads to the first. */
function ErrorCount({ findings, onGoTo }: ErrorCountProps) {
  const errors = findings.filter((finding) => finding.severity === "error");
  const first = errors[0];
  return (
    <Typography variant="body2" component="div" role="status" sx={{ ml: { sm: "auto" }, order: 1 }}>
      {first ? (
        <Link
          component="button"
          type="button"
          color="error"
          underline="always"
          onClick={() => onGoTo({ line: first.line, column: first.column })}
        >
          {errors.length === 1 ? "1 error" : `${errors.length} errors`}, line {first.line}
        </Link>
      ) : (
        "No errors"
      )}
    </Typography>
  );
}

/** The server lists errors as `line:column message` for the field `text`; shown until the text is changed. */
function refusedFindings(form: DesignForm<{ text: string }>): Diagnostic[] | null {
  if (form.refusal?.code !== "definition_invalid" || form.problem("text") === undefined) return null;
  return (form.refusal.fields?.text ?? []).map((told) => {
    const [, line, column, message] = /^(\d+):(\d+) (.*)$/s.exec(told) ?? [null, "1", "1", told];
    return {
      severity: "error",
      code: "refused",
      message: message ?? told,
      line: Number(line),
      column: Number(column),
    };
  });
}
