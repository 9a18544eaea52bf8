"use client";
// What a row of a schema asks for beyond its type: texts, limits, values.
import Box from "@mui/material/Box";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";
import { withKeyword } from "#lib/messages/schema-edits.ts";
import type { SchemaRow } from "#lib/messages/schema-rows.ts";

type Keyword = {
  readonly name: string;
  readonly label: string;
  readonly form: "text" | "number" | "values";
  readonly help?: string;
};

const TEXTS: readonly Keyword[] = [
  { name: "title", label: "Title", form: "text" },
  { name: "description", label: "Description", form: "text" },
];
const VALUES: readonly Keyword[] = [
  { name: "enum", label: "Allowed values", form: "values", help: "One on each line." },
];
const NUMBER: readonly Keyword[] = [
  { name: "minimum", label: "Least", form: "number" },
  { name: "maximum", label: "Most", form: "number" },
  { name: "multipleOf", label: "Multiple of", form: "number" },
  ...VALUES,
];
const KEYWORDS: Readonly<Record<string, readonly Keyword[]>> = {
  string: [
    { name: "format", label: "Format", form: "text", help: "date-time, uuid, email, uri…" },
    { name: "pattern", label: "Pattern", form: "text", help: "A regular expression." },
    { name: "minLength", label: "Fewest characters", form: "number" },
    { name: "maxLength", label: "Most characters", form: "number" },
    ...VALUES,
  ],
  number: NUMBER,
  integer: NUMBER,
  array: [
    { name: "minItems", label: "Fewest items", form: "number" },
    { name: "maxItems", label: "Most items", form: "number" },
  ],
  object: [
    { name: "minProperties", label: "Fewest properties", form: "number" },
    { name: "maxProperties", label: "Most properties", form: "number" },
  ],
  oneOf: [
    {
      name: "discriminator",
      label: "Discriminator",
      form: "text",
      help: "The property whose value tells the alternatives apart.",
    },
  ],
};

type SchemaKeywordsProps = {
  row: SchemaRow;
  schema: JsonValue | undefined;
  name: string;
  isReadOnly: boolean;
  onChange: (schema: JsonValue) => void;
};

export function SchemaKeywords({ row, schema, name, isReadOnly, onChange }: SchemaKeywordsProps) {
  const keywords = [...TEXTS, ...(KEYWORDS[row.kind] ?? [])];
  return (
    <Box
      role="group"
      aria-label={`Description and limits of ${name}`}
      sx={{
        display: "grid",
        gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 210px), 1fr))",
        gap: 2,
        pt: 1.5,
        pb: 1,
        maxWidth: 900,
      }}
    >
      {keywords.map((keyword) => (
        <FormTextField
          key={keyword.name}
          label={keyword.label}
          value={textOf(row.schema, keyword)}
          readOnly={isReadOnly}
          multiline={keyword.form === "values" || keyword.name === "description"}
          helperText={keyword.help}
          {...(keyword.form === "number" ? { type: "number" } : {})}
          onChange={(event) =>
            onChange(withKeyword(schema, row, keyword.name, keywordOf(event.target.value, keyword, row)))
          }
          slotProps={{ htmlInput: { step: "any" } }}
        />
      ))}
    </Box>
  );
}

function textOf(schema: JsonObject, { name, form }: Keyword): string {
  const value = Object.hasOwn(schema, name) ? schema[name] : undefined;
  if (value === undefined || value === null) return "";
  if (form === "values" && Array.isArray(value))
    return value.map((it) => (typeof it === "string" ? it : JSON.stringify(it))).join("\n");
  return isJsonObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
}

function keywordOf(typed: string, { form }: Keyword, row: SchemaRow): JsonValue | undefined {
  if (typed === "") return undefined;
  if (form === "number") return Number.isFinite(Number(typed)) ? Number(typed) : undefined;
  if (form !== "values") return typed;
  const isNumber = row.kind === "number" || row.kind === "integer";
  return typed
    .split("\n")
    .map((line) => (isNumber && line !== "" && Number.isFinite(Number(line)) ? Number(line) : line));
}
