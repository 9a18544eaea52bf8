"use client";
// Edits the YAML text of a definition: findings while typing, saved with the version it started from.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { useMemo, useState } from "react";
import { SaveBar, type SecondStep } from "#components/design-form/save-bar.tsx";
import { StepButtons } from "#components/design-form/step-buttons.tsx";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import type { SavedStepping } from "#components/design-form/use-saved-stepping.ts";
import { FormError } from "#components/ui/form-error.tsx";
import type { ConsumerSettings } from "#lib/asyncapi/consumer-view.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import type { CodePlace, StepWay } from "./code-editor.tsx";
import type { CodeFindings } from "./code-marks.ts";
import { CodeView } from "./code-view.tsx";
import { DefinitionNotice } from "./definition-notice.tsx";
import { useWantedPlace } from "./definition-places.ts";
import { DefinitionPreview, usePreviewSwitch } from "./definition-preview.tsx";
import type { DefinitionWork } from "./definition-work.ts";
import { DiagnosticList } from "./diagnostic-list.tsx";
import { SourceHelp } from "./source-help.tsx";
import type { DefinitionConflict } from "./use-definition-conflict.ts";
import { useDiagnostics } from "./use-diagnostics.ts";
import { useMend } from "./use-mend.ts";
import { useSourceKeys } from "./use-source-keys.ts";
import { useValidation, type Validate, type Validation } from "./use-validation.tsx";

type DefinitionEditorProps = {
  work: DefinitionWork;
  /** What the preview takes from the API's own settings; null where there can be none. */
  settings: ConsumerSettings | null;
  form: DesignForm<{ text: string }>;
  /** Saves, of this text and of the forms on it, that can be taken back. */
  stepping: SavedStepping;
  conflict: DefinitionConflict;
  initial: { readonly text: string; readonly diagnostics: readonly Diagnostic[] };
  secondStep: SecondStep | null;
  validate: Validate;
  /** Where the keyboard goes in the text at once; null where nobody asked for the editor. */
  startsAt: CodePlace | null;
  onClose: () => void;
};

export function DefinitionEditor(props: DefinitionEditorProps) {
  const { work, settings, form, stepping, conflict, initial, secondStep, validate, startsAt, onClose } =
    props;
  const { text } = form.values;
  const [place, setPlace] = useState<CodePlace | null>(startsAt);
  const checked = useDiagnostics(work, text, initial);
  const refused = refusedFindings(form);
  const validation = useValidation(text, validate);
  const found = validation.verdict ?? checked.found;
  const findings = refused ?? found.diagnostics;
  const preview = usePreviewSwitch(settings !== null);
  useWantedPlace(work, text, setPlace);
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
      <DefinitionNotice form={form} conflict={conflict} onGoTo={setPlace} />
      <FormError
        refusal={form.refusal ?? secondStep?.refusal ?? stepping.refusal}
        typed={{ fileName: "asyncapi.yaml", text: form.values.text }}
      />
      {preview.button}
      <Box sx={preview.isShown ? besideLook : undefined}>
        <EditorText
          {...{ work, form, findings, place, setPlace }}
          onStepBeyond={(way) => (form.isDirty ? null : stepping[way]?.run())}
          found={found}
          validation={validation}
          problem={checked.problem}
          refused={refused}
        />
        {preview.isShown && settings ? (
          <DefinitionPreview work={work} text={text} settings={settings} />
        ) : null}
      </Box>
      <SaveBar
        isDirty={form.isDirty}
        isPending={form.isPending}
        message={stepping.said ?? (form.isSaved ? "Saved. Deploy to make it live." : null)}
        onReset={form.reset}
        secondStep={secondStep}
      >
        {form.isDirty ? null : (
          <Button variant="outlined" onClick={onClose}>
            Close the editor
          </Button>
        )}
        <StepButtons undo={form.isDirty ? null : stepping.undo} redo={form.isDirty ? null : stepping.redo} />
        <ErrorCount findings={findings} onGoTo={setPlace} />
      </SaveBar>
    </Box>
  );
}

type EditorTextProps = Pick<DefinitionEditorProps, "work" | "form"> & {
  findings: readonly Diagnostic[];
  refused: readonly Diagnostic[] | null;
  found: CodeFindings;
  validation: Validation;
  /** Why the text could not be checked. */
  problem: string | null;
  place: CodePlace | null;
  setPlace: (place: CodePlace) => void;
  onStepBeyond: (way: StepWay) => void;
};

/** The text and what was found in it, which the same keys work on. */
function EditorText(props: EditorTextProps) {
  const { work, form, findings, refused, found, validation, problem, place, setPlace } = props;
  const { text } = form.values;
  const mending = useMend(text, (mended) => form.set({ text: mended }));
  const marks = useMarks(text, refused, found);
  const keys = useSourceKeys({ work, text, findings, onGoTo: setPlace });
  return (
    <Box onKeyDown={keys.onKeyDown} sx={{ minWidth: 0 }}>
      <CodeView
        text={text}
        language="yaml"
        label="AsyncAPI definition, YAML"
        onChange={(typed) => {
          mending.noteText(typed);
          form.set({ text: typed });
        }}
        place={place}
        findings={marks}
        onMend={mending.mend}
        onCursor={keys.noteCursor}
        onStepBeyond={props.onStepBeyond}
      />
      <SourceHelp isEditable said={keys.said} onShow={keys.showInDocumentation} validation={validation} />
      <Problem words={mending.problem} />
      <Problem words={problem} />
      <DiagnosticList diagnostics={findings} onGoTo={setPlace} onMend={mending.mend} current={keys.current} />
    </Box>
  );
}

const besideLook = {
  display: "grid",
  gap: 2.5,
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 1fr) minmax(0, 1fr)" },
};

/** The same object as long as the findings are: a new one is marked anew. */
function useMarks(text: string, refused: readonly Diagnostic[] | null, found: CodeFindings): CodeFindings {
  const key = refused === null ? "" : JSON.stringify(refused);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the server refused is read anew at each drawing
  return useMemo(() => (refused === null ? found : { text, diagnostics: refused }), [key, found, text]);
}

function Problem({ words }: { words: string | null }) {
  if (words === null) return null;
  return (
    <Alert severity="warning" sx={{ mt: 2 }}>
      {words}
    </Alert>
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
          onClick={() => onGoTo({ line: first.line, column: first.column, finding: first })}
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
