"use client";
// A number and its unit.
import MenuItem from "@mui/material/MenuItem";
import Select from "@mui/material/Select";
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
  onChange: (quantity: Quantity) => void;
};

export function QuantityField({ label, units, quantity, problem, helperText, onChange }: QuantityFieldProps) {
  const names = Object.keys(units) as Unit[]; // keys of a literal: `Object.keys` forgets their type
  return (
    <Stack direction="row" sx={{ gap: 1, alignItems: "flex-start" }}>
      <FormTextField
        label={label}
        value={quantity.amount}
        problem={problem}
        helperText={helperText}
        onChange={(event) => onChange({ ...quantity, amount: event.target.value })}
        slotProps={{ htmlInput: { inputMode: "decimal", maxLength: 12, autoComplete: "off" } }}
      />
      <Select
        value={quantity.unit}
        onChange={(event) => onChange({ ...quantity, unit: event.target.value })}
        SelectDisplayProps={{ "aria-label": `Unit of ${label}` }}
        sx={{ width: 116, flexShrink: 0 }}
      >
        {names.map((name) => (
          <MenuItem key={name} value={name}>
            {name}
          </MenuItem>
        ))}
      </Select>
    </Stack>
  );
}
