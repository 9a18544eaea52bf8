"use client";
// What a row of a schema asks for beyond its type: texts, limits, values.
import Box from "@mui/material/Box";
import { useState } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { type JsonValue, memberOf } from "#lib/asyncapi/json-value.ts";
import { type KeywordForm, keywordText, keywordValue } from "#lib/messages/keyword-text.ts";
import { withKeyword } from "#lib/messages/schema-edits.ts";
import type { SchemaRow } from "#lib/messages/schema-rows.ts";

type Keyword = {
  readonly name: string;
  readonly label: string;
  readonly form: KeywordForm;
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
        <KeywordField
          key={JSON.stringify([row.path, keyword.name])}
          keyword={keyword}
          row={row}
          schema={schema}
          isReadOnly={isReadOnly}
          onChange={onChange}
        />
      ))}
    </Box>
  );
}

type KeywordFieldProps = Omit<SchemaKeywordsProps, "name"> & { keyword: Keyword };

/** Shows what is typed until it is left: `0.0` is on the way to `0.05`, and must not become `0`. */
function KeywordField({ keyword, row, schema, isReadOnly, onChange }: KeywordFieldProps) {
  const { name, label, form, help } = keyword;
  const [typed, setTyped] = useState<string | null>(null);
  const isOfNumbers = row.kind === "number" || row.kind === "integer";
  const before = memberOf(row.schema, name);
  const read = typed === null ? null : keywordValue(typed, form, before, isOfNumbers);
  const problem = read?.ok === false ? read.message : undefined;
  return (
    <FormTextField
      label={label}
      value={typed ?? keywordText(row.schema, name, form)}
      problem={problem}
      readOnly={isReadOnly}
      multiline={form === "values" || name === "description"}
      helperText={help}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        const wanted = keywordValue(text, form, before, isOfNumbers);
        if (wanted.ok) onChange(withKeyword(schema, row, name, wanted.value));
      }}
      onBlur={() => {
        if (problem === undefined) setTyped(null);
      }}
      slotProps={{ htmlInput: form === "number" ? { inputMode: "decimal" } : {} }}
    />
  );
}
