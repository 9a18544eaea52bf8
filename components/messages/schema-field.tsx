"use client";
// A schema that a person edits as rows or as its text: two views of the one text, which is what is kept.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import FormHelperText from "@mui/material/FormHelperText";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type ReactNode, useId, useState } from "react";
import { CodeView } from "#components/definition/code-view.tsx";
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import { schemaRows } from "#lib/messages/schema-rows.ts";
import { patchValueText, readValueText, type TextLanguage } from "#lib/messages/value-text.ts";
import { SchemaRowFields } from "./schema-row-fields.tsx";

type SchemaFieldProps = {
  /** What it is the schema of: "Payload", "Headers". */
  label: string;
  text: string;
  language: TextLanguage;
  /** Names of the schemas that the document shares. */
  sharedSchemas: readonly string[];
  problem: string | undefined;
  /** False where the schema is of a kind that only its text can say (Avro). */
  hasRows: boolean;
  isReadOnly: boolean;
  /** Further buttons beside the choice of the view. */
  children?: ReactNode;
  onChange: (text: string) => void;
};

export function SchemaField(props: SchemaFieldProps) {
  const { label, text, language, problem, hasRows, isReadOnly, onChange } = props;
  const [wanted, setWanted] = useState<"rows" | "text">("rows");
  const problemId = useId();
  const view = hasRows ? wanted : "text";
  return (
    <Box role="group" aria-label={label} {...(problem ? { "aria-describedby": problemId } : {})}>
      <Stack direction="row" useFlexGap sx={{ alignItems: "center", flexWrap: "wrap", gap: 1, mb: 1 }}>
        {hasRows ? (
          <Box role="group" aria-label={`View of ${label.toLowerCase()}`}>
            {(["rows", "text"] as const).map((it) => (
              <Button
                key={it}
                size="small"
                color="secondary"
                variant={view === it ? "contained" : "text"}
                aria-pressed={view === it}
                onClick={() => setWanted(it)}
              >
                {it === "rows" ? "Form" : language === "yaml" ? "YAML" : "JSON"}
              </Button>
            ))}
          </Box>
        ) : null}
        {props.children}
      </Stack>
      {view === "rows" ? (
        <Rows {...props} />
      ) : (
        <CodeView
          text={text}
          language={language}
          label={`${label} schema`}
          onChange={isReadOnly ? undefined : onChange}
        />
      )}
      {problem ? (
        <FormHelperText error id={problemId}>
          {problem}
        </FormHelperText>
      ) : null}
    </Box>
  );
}

function Rows({ label, text, language, sharedSchemas, isReadOnly, onChange }: SchemaFieldProps) {
  const read = readValueText(text);
  if (!read.ok) {
    return (
      <Alert severity="warning">
        The text of this schema has an error, so that its form cannot be shown. Mend it in the text:{" "}
        {read.message}
      </Alert>
    );
  }
  const { rows, hasMore } = schemaRows(read.value);
  const change = (schema: JsonValue) => onChange(patchValueText(text, schema, language));
  return (
    <>
      <Stack
        component="ul"
        aria-label={`Parts of ${label.toLowerCase()}`}
        sx={{ listStyle: "none", m: 0, p: 0, gap: 0.5 }}
      >
        {rows.map((row, index) => (
          <SchemaRowFields
            // The place of a row in the list: a new name must not make another row of it.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            label={label}
            row={row}
            schema={read.value}
            sharedSchemas={sharedSchemas}
            isReadOnly={isReadOnly}
            onChange={change}
          />
        ))}
      </Stack>
      {hasMore ? (
        <Typography variant="body2" sx={{ mt: 1, color: "text.secondary" }}>
          The schema goes on: its text shows all of it.
        </Typography>
      ) : null}
    </>
  );
}
