"use client";
// The payload of a message: its media type, its schema, and the way to make both from a sample.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import { useState } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { NEW_EXAMPLE } from "./example-list.tsx";
import type { MessageFieldsProps } from "./message-fields.tsx";
import { SampleDialog } from "./sample-dialog.tsx";
import { SchemaField } from "./schema-field.tsx";

type PayloadFieldsProps = MessageFieldsProps & {
  /** True for JSON Schema, which has a form. */
  hasRows: boolean;
  /** True where messages are JSON. */
  isJson: boolean;
};

export function PayloadFields({
  values,
  set,
  problem,
  isReadOnly,
  page,
  hasRows,
  isJson,
}: PayloadFieldsProps) {
  const [isSampling, setIsSampling] = useState(false);
  return (
    <Stack sx={{ gap: 2.5, pt: 1 }}>
      <Stack direction={{ xs: "column", sm: "row" }} sx={{ gap: 2 }}>
        <FormTextField
          label="Content type"
          value={values.contentType}
          problem={problem("contentType")}
          placeholder={page.defaultContentType || "application/json"}
          helperText={
            page.defaultContentType
              ? `Empty means ${page.defaultContentType}.`
              : "Such as application/json or text/plain."
          }
          onChange={(event) => set({ contentType: event.target.value })}
          slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: "none" } }}
        />
        <FormTextField
          label="Schema format"
          value={values.schemaFormat}
          problem={problem("schemaFormat")}
          placeholder="JSON Schema draft 7"
          helperText="Empty for JSON Schema; application/vnd.apache.avro;version=1.9.0 and others are kept as they are."
          onChange={(event) => set({ schemaFormat: event.target.value })}
          slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: "none" } }}
        />
      </Stack>
      <SchemaField
        label="Payload"
        text={values.payload}
        language={page.language}
        sharedSchemas={page.sharedSchemas}
        problem={problem("payload")}
        hasRows={hasRows}
        isReadOnly={isReadOnly}
        onChange={(payload) => set({ payload })}
      >
        {hasRows && isJson && !isReadOnly ? (
          <Button size="small" variant="outlined" color="secondary" onClick={() => setIsSampling(true)}>
            From a sample…
          </Button>
        ) : null}
      </SchemaField>
      {isSampling ? (
        <SampleDialog
          language={page.language}
          onClose={() => setIsSampling(false)}
          onTake={({ schema, example }) => {
            setIsSampling(false);
            set({ payload: schema, examples: [...values.examples, { ...NEW_EXAMPLE, payload: example }] });
          }}
        />
      ) : null}
    </Stack>
  );
}
