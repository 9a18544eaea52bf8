"use client";
// A message as a form made from its schema. The form holds nothing of its own: it shows the text, and each field changes
// one value of that text.
import Alert from "@mui/material/Alert";
import Stack from "@mui/material/Stack";
import { type KeyboardEvent, useMemo } from "react";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { newJson } from "#lib/console/form/form-shape.ts";
import { jsonParts } from "#lib/console/form/json-parts.ts";
import { SHORT_CHARACTERS } from "#lib/console/json-text.ts";
import { FormContext, FormValue } from "./form-value.tsx";

type MessageFormProps = {
  /** Stands by itself. */
  schema: JsonObject | boolean;
  /** Of the message, for assistive technology. */
  name: string;
  text: string;
  onText: (text: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

export function MessageForm({ schema, name, text, onText, onKeyDown }: MessageFormProps) {
  const isLong = text.length > SHORT_CHARACTERS;
  const whole = useMemo(() => (isLong ? null : jsonParts(text)), [text, isLong]);
  const isBlank = text.trim() === "";
  const form = useMemo(
    () => ({
      root: schema,
      text,
      whole,
      // The first value of a message comes with what must be there.
      change: (edit: (before: string) => string) =>
        onText(edit(isBlank ? (newJson(schema, schema) ?? "") : text)),
    }),
    [schema, text, whole, isBlank, onText],
  );
  if (whole === null && !isBlank) {
    return (
      <Alert severity="info">
        {isLong
          ? "This message is too long for a form: edit it as JSON."
          : "This text is no JSON that a form can show. It stays as it is: edit it as JSON."}
      </Alert>
    );
  }
  return (
    <FormContext value={form}>
      <Stack
        component="fieldset"
        aria-label={name}
        onKeyDown={onKeyDown}
        sx={{ gap: 2, border: 0, p: 0, m: 0, minWidth: 0 }}
      >
        <FormValue schema={schema} path={[]} name={name} isRequired />
      </Stack>
    </FormContext>
  );
}
