"use client";
// The source of a definition: design or consumer view, YAML or JSON, for reading or (the design's YAML) for editing.
import EditIcon from "@mui/icons-material/EditOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import Typography from "@mui/material/Typography";
import { useMemo, useRef, useState } from "react";
import { z } from "zod";
import { type DeployTarget, useSaveAndDeploy } from "#components/deployments/use-save-and-deploy.ts";
import { StepButtons } from "#components/design-form/step-buttons.tsx";
import { useDesignForm } from "#components/design-form/use-design-form.ts";
import {
  type SavedStepping,
  type StepDefinition,
  useSavedStepping,
} from "#components/design-form/use-saved-stepping.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import type { Action } from "#components/ui/use-action.ts";
import type { ConsumerSettings } from "#lib/asyncapi/consumer-view.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import type { CodePlace } from "./code-editor.tsx";
import type { CodeFindings } from "./code-marks.ts";
import { CodeView } from "./code-view.tsx";
import { DefinitionEditor } from "./definition-editor.tsx";
import { useWantedPlace } from "./definition-places.ts";
import type { DefinitionWork } from "./definition-work.ts";
import { DiagnosticList } from "./diagnostic-list.tsx";
import { NoText } from "./no-text.tsx";
import { SourceHelp } from "./source-help.tsx";
import { useDefinitionConflict } from "./use-definition-conflict.ts";
import { useDefinitionWork } from "./use-definition-work.ts";
import { useJsonFindings } from "./use-json-findings.ts";
import { useSourceKeys } from "./use-source-keys.ts";
import { type SourceView, useSourceText } from "./use-source-text.ts";
import { useValidation, type Validate } from "./use-validation.tsx";

type EditorState = "not_opened" | "opened_by_draft" | "asked_for" | "closed";

type DefinitionSourceProps = {
  apiId: string;
  etag: number;
  /** The stored text; the other texts are fetched when they are looked at. */
  design: string;
  /** False where the definition is too broken to derive what a consumer gets. */
  hasConsumer: boolean;
  diagnostics: readonly Diagnostic[];
  settings: ConsumerSettings | null;
  canEdit: boolean;
  deployTarget: DeployTarget;
  save: Action<{ apiId: string; etag: number; text: string }, { etag: number }>;
  stepDefinition: StepDefinition;
  validate: Validate;
  /** A line that a link leads to: the text is opened there. */
  linkedLine: number | null;
};

const textSchema = z.object({ text: z.string() });

export function DefinitionSource(props: DefinitionSourceProps) {
  const [editor, setEditor] = useState<EditorState>(props.linkedLine === null ? "not_opened" : "asked_for");
  const work = useDefinitionWork();
  const initial = useMemo(
    () => ({ text: props.design, diagnostics: props.diagnostics }),
    [props.design, props.diagnostics],
  );
  const partsRef = useRef<HTMLElement>(null);
  const form = useDesignForm({
    apiId: props.apiId,
    form: "definition",
    etag: props.etag,
    saved: { text: props.design },
    schema: textSchema,
    save: props.save,
    onUnsettled: () => partsRef.current?.focus(),
  });
  const secondStep = useSaveAndDeploy(props.apiId, props.deployTarget, { ...form, save: form.submit });
  const stepping = useSavedStepping(props.apiId, props);
  const conflict = useDefinitionConflict(props.apiId, form, partsRef);
  const hasUnsettled = form.isDirty || conflict.setAside !== null;
  // It stays open from then on: what a save says of the text that came back is said in it.
  if (editor === "not_opened" && hasUnsettled) setEditor("opened_by_draft");
  if (!props.canEdit || editor === "not_opened" || editor === "closed") {
    const onEdit = () => setEditor("asked_for");
    return <SourceReader {...props} {...{ work, initial, stepping, onEdit }} />;
  }
  return (
    <DefinitionEditor
      form={form}
      stepping={stepping}
      conflict={conflict}
      initial={initial}
      work={work}
      settings={props.settings}
      secondStep={secondStep}
      validate={props.validate}
      startsAt={editor === "asked_for" ? { line: props.linkedLine ?? 1, column: 1 } : null}
      onClose={() => setEditor("closed")}
    />
  );
}

type SourceReaderProps = DefinitionSourceProps & {
  work: DefinitionWork;
  initial: CodeFindings;
  stepping: SavedStepping;
  onEdit: () => void;
};

function SourceReader(props: SourceReaderProps) {
  const [view, setView] = useState<SourceView>({ of: "design", format: "yaml" });
  const [place, setPlace] = useState<CodePlace | null>(null);
  const { apiId, etag, design } = props;
  const source = useSourceText(apiId, { etag, known: design, view });
  const isDesign = view.of === "design";
  const text = source.text ?? "";
  const goTo = (target: CodePlace) => {
    setView({ of: "design", format: "yaml" });
    setPlace(target);
  };
  const validation = useValidation(design, props.validate);
  const found = validation.verdict ?? props.initial;
  const isJson = isDesign && view.format === "json" && text !== "";
  const inJson = useJsonFindings(props.work, found, isJson ? text : null);
  const marks = view.format === "json" ? inJson : found;
  const findings = (inJson ?? found).diagnostics;
  const goToFinding = inJson === null ? goTo : setPlace;
  const keys = useSourceKeys({ work: props.work, text, findings, onGoTo: goToFinding });
  useWantedPlace(props.work, isJson ? text : props.design, isJson ? setPlace : goTo);
  return (
    <Box onKeyDown={keys.onKeyDown}>
      <SourceToolbar
        view={view}
        hasConsumer={props.hasConsumer}
        text={source.text}
        onChange={(patch) => setView({ ...view, ...patch })}
        onEdit={props.canEdit && isDesign ? props.onEdit : null}
        stepping={props.stepping}
      />
      <FormError refusal={props.stepping.refusal} />
      {source.text === null ? (
        <NoText problem={source.problem} onRetry={source.retry} />
      ) : (
        <CodeView
          key={`${view.of} ${view.format}`}
          text={source.text}
          language={view.format}
          label={`${isDesign ? "Design" : "Consumer view"}, ${view.format.toUpperCase()}`}
          place={place}
          findings={isDesign ? marks : null}
          onCursor={keys.noteCursor}
        />
      )}
      <SourceHelp
        isEditable={false}
        said={keys.said}
        onShow={keys.showInDocumentation}
        validation={validation}
      />
      {isDesign ? (
        <DiagnosticList diagnostics={findings} onGoTo={goToFinding} current={keys.current} />
      ) : null}
    </Box>
  );
}

type SourceToolbarProps = {
  view: SourceView;
  hasConsumer: boolean;
  /** Null while it is not there. */
  text: string | null;
  onChange: (patch: Partial<SourceView>) => void;
  onEdit: (() => void) | null;
  stepping: SavedStepping;
};

const toggleLook = { "& .MuiToggleButton-root": { px: 1.5, py: 0.5 } };

const explanations = {
  design: "The stored text: the source of truth for topics, messages and operations, with URL mappings.",
  consumer:
    "What a consumer gets: the gateway's addresses, no backend and no URL mapping. This is what Download gives.",
} as const;

function SourceToolbar({ view, hasConsumer, text, onChange, onEdit, stepping }: SourceToolbarProps) {
  return (
    <>
      <Stack direction="row" useFlexGap sx={{ gap: 1.5, alignItems: "center", flexWrap: "wrap" }}>
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="Which document"
          value={view.of}
          sx={toggleLook}
          onChange={(_event, of: SourceView["of"] | null) => of && onChange({ of })}
        >
          <ToggleButton value="design">Design</ToggleButton>
          <ToggleButton value="consumer" disabled={!hasConsumer}>
            Consumer view
          </ToggleButton>
        </ToggleButtonGroup>
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="Format"
          value={view.format}
          sx={toggleLook}
          onChange={(_event, format: SourceView["format"] | null) => format && onChange({ format })}
        >
          <ToggleButton value="yaml">YAML</ToggleButton>
          <ToggleButton value="json">JSON</ToggleButton>
        </ToggleButtonGroup>
        {text === null ? null : <CopyButton text={text} label="Copy the text" />}
        {onEdit ? (
          <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: "center", ml: { sm: "auto" } }}>
            <StepButtons undo={stepping.undo} redo={stepping.redo} />
            <Button variant="contained" data-focus-home="" startIcon={<EditIcon />} onClick={onEdit}>
              Edit
            </Button>
          </Stack>
        ) : null}
      </Stack>
      <Typography variant="body2" sx={{ color: "text.secondary", mt: 1, mb: 1.5 }}>
        {explanations[view.of]}
      </Typography>
    </>
  );
}
