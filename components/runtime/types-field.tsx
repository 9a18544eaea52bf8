"use client";
// The switch by which the types of topics mean what they say on the wire.
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import Switch from "@mui/material/Switch";
import { useId } from "react";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { runtimeLabels } from "./limit-fields.tsx";
import type { RuntimeValues } from "./runtime-values.ts";

type TypesFieldProps = { form: DesignForm<RuntimeValues> };

export function TypesField({ form }: TypesFieldProps) {
  const helpId = useId();
  return (
    <FormControl sx={{ mb: 1 }}>
      <FormControlLabel
        label={runtimeLabels.enforcesTypes}
        control={
          <Switch checked={form.values.enforcesTypes} slotProps={{ input: { "aria-describedby": helpId } }} />
        }
        onChange={(_event, isChecked) => form.set({ enforcesTypes: isChecked })}
      />
      <FormHelperText id={helpId} sx={{ m: 0 }}>
        A client that sends on a topic without Publish is closed with code 4405. Messages of the backend on a
        topic without Subscribe are left out and counted. Off: both pass.
      </FormHelperText>
    </FormControl>
  );
}
