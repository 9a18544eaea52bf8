"use client";
// The switches by which what the definition says of topics holds on the wire: their types, and what a handshake brings;
// and the one that keeps to what clients of WSO2 know.
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import Switch from "@mui/material/Switch";
import { useId } from "react";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { runtimeLabels } from "./limit-fields.tsx";
import type { RuntimeValues } from "./runtime-values.ts";

type FieldsProps = { form: DesignForm<RuntimeValues> };

const switches = [
  {
    field: "enforcesTypes",
    helperText:
      "A client that sends on a topic without Publish is closed with code 4405. Messages of the backend on a topic without Subscribe are left out and counted. Off: both pass.",
  },
  {
    field: "enforcesHandshake",
    helperText:
      "A handshake gets 400 where a query parameter or header is missing that the definition demands (WebSocket binding of the channel), or is not what it says. Off: the backend judges them.",
  },
  {
    field: "tellsThrottled",
    helperText:
      "For clients that are being migrated. Where a rate limit or plan would close with code 4429, the message is left out and the client gets the text “Error code: 4003 reason: Websocket frame throttled out”. Topics with such a limit that are not inspected then offer no compression. Off: closed with 4429.",
  },
] as const;

export function EnforcementFields({ form }: FieldsProps) {
  return switches.map(({ field, helperText }) => (
    <EnforcementField key={field} form={form} field={field} helperText={helperText} />
  ));
}

type FieldProps = FieldsProps & { field: (typeof switches)[number]["field"]; helperText: string };

function EnforcementField({ form, field, helperText }: FieldProps) {
  const helpId = useId();
  return (
    <FormControl sx={{ mb: 1 }}>
      <FormControlLabel
        label={runtimeLabels[field]}
        control={
          <Switch checked={form.values[field]} slotProps={{ input: { "aria-describedby": helpId } }} />
        }
        onChange={(_event, isChecked) => form.set({ [field]: isChecked })}
      />
      <FormHelperText id={helpId} sx={{ m: 0 }}>
        {helperText}
      </FormHelperText>
    </FormControl>
  );
}
