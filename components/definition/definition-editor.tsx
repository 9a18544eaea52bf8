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
import { DiagnosticList } from "./diagnostic-list.tsx";
import { useDiagnostics } from "./use-diagnostics.ts";

type DefinitionEditorProps = {
  form: DesignForm<{ text: string }>;
  initial: { readonly text: string; readonly diagnostics: readonly Diagnostic[] };
  secondStep: SecondStep | null;
  onClose: () => void;
};

export function DefinitionEditor({ form, initial, secondStep, onClose }: DefinitionEditorProps) {
  const [place, setPlace] = useState<CodePlace | null>(null);
  const diagnostics = useDiagnostics(form.values.text, initial);
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
      <EditNotice form={form} />
      <FormError
        refusal={form.refusal ?? secondStep?.refusal ?? null}
        typed={{ fileName: "asyncapi.yaml", text: form.values.text }}
      />
      <CodeView
        text={form.values.text}
        language="yaml"
        label="AsyncAPI definition, YAML"
        onChange={(text) => form.set({ text })}
        place={place}
      />
      <Typography variant="body2" sx={{ mt: 1, color: "text.secondary" }}>
        Tab indents. Press Esc, then Tab, to leave the editor.
      </Typography>
      <DiagnosticList
        diagnostics={findings}
        onGoTo={setPlace}
        onMend={async ({ edits }) => {
          // The parser is loaded on first use, as for the findings.
          const { editSource } = await import("#lib/asyncapi/source-edit.ts");
          const mended = editSource(form.values.text, edits);
          if (mended.ok) form.set({ text: mended.text });
        }}
      />
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

function EditNotice({ form }: Pick<DefinitionEditorProps, "form">) {
  const { notice } = form;
  const [isShown, setIsShown] = useState(false);
  if (!notice || !form.isDirty) return null;
  if (notice.kind === "restored") {
    return (
      <Alert severity="info" sx={{ mb: 2 }}>
        Your unsaved text from before is back. Save it, or Reset to discard it.
      </Alert>
    );
  }
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      Someone else saved this API while you were editing.{" "}
      {notice.collisions.length > 0
        ? "They changed the definition too. Saving now replaces their text with yours: look at theirs first."
        : "The definition is as you found it: press Save again."}
      {notice.collisions.length > 0 ? (
        <>
          <Box sx={{ mt: 1.5 }}>
            <Button size="small" variant="outlined" color="inherit" onClick={() => setIsShown(!isShown)}>
              {isShown ? "Hide their version" : "Show their version"}
            </Button>
          </Box>
          {isShown ? (
            <Box sx={{ mt: 1.5 }}>
              <CodeView text={notice.theirs.text} language="yaml" label="Their version, YAML" />
            </Box>
          ) : null}
        </>
      ) : null}
    </Alert>
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
