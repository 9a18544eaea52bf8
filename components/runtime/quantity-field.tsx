"use client";
// A number and its unit. The unit is the browser's own select, which obeys a disabled fieldset.
import NativeSelect from "@mui/material/NativeSelect";
import OutlinedInput from "@mui/material/OutlinedInput";
import Stack from "@mui/material/Stack";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { Quantity, Unit } from "./quantity.ts";

type QuantityFieldProps = {
  label: string;
  /** Named apart: "time" or "size". */
  units: Readonly<Partial<Record<Unit, number>>>;
  quantity: Quantity;
  problem: string | undefined;
  helperText: string;
  /** Stands in the empty field: what counts then. */
  placeholder?: string;
  onChange: (quantity: Quantity) => void;
};

export function QuantityField(props: QuantityFieldProps) {
  const { label, units, quantity, problem, helperText, placeholder, onChange } = props;
  const names = Object.keys(units) as Unit[]; // keys of a literal: `Object.keys` forgets their type
  return (
    <Stack direction="row" sx={{ gap: 1, alignItems: "flex-start" }}>
      <FormTextField
        label={label}
        value={quantity.amount}
        problem={problem}
        helperText={helperText}
        placeholder={placeholder}
        onChange={(event) => onChange({ ...quantity, amount: event.target.value })}
        slotProps={{ htmlInput: { inputMode: "decimal", maxLength: 12, autoComplete: "off" } }}
      />
      <NativeSelect
        input={<OutlinedInput size="small" />}
        value={quantity.unit}
        onChange={(event) => {
          const unit = names.find((name) => name === event.target.value);
          if (unit) onChange({ ...quantity, unit });
        }}
        inputProps={{ "aria-label": `Unit of ${label}` }}
        sx={{ width: 116, flexShrink: 0 }}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </NativeSelect>
    </Stack>
  );
}
