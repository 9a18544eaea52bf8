"use client";
// The variables of the chosen server: of each its allowed values, or any text.
import Box from "@mui/material/Box";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { ImportServer } from "#lib/imports/import-reading.ts";
import type { ServerValues } from "#lib/imports/server-url.ts";

type ServerVariablesProps = {
  server: ImportServer;
  values: ServerValues;
  onChange: (values: ServerValues) => void;
};

export function ServerVariables({ server, values, onChange }: ServerVariablesProps) {
  return (
    <Box role="group" aria-label={`Variables of ${server.key}`} sx={fieldsLook}>
      {server.variables.map(({ name, allowed, description }) => {
        const value = values[name] ?? "";
        const change = (changed: string) => onChange({ ...values, [name]: changed });
        const helperText =
          description || (value === "" ? "The document gives no value: enter the backend's." : undefined);
        const shared = { label: name || "{}", value, helperText };
        return allowed.length > 0 ? (
          <ChoiceField
            key={name}
            {...shared}
            options={allowed.map((one) => ({ value: one, label: one }))}
            onChange={change}
          />
        ) : (
          <FormTextField key={name} {...shared} onChange={(event) => change(event.target.value)} />
        );
      })}
    </Box>
  );
}

const fieldsLook = {
  display: "grid",
  gap: 2,
  gridTemplateColumns: "repeat(auto-fill, minmax(200px, 1fr))",
  mt: 1.5,
  mb: 2,
  ml: 3.5,
};
