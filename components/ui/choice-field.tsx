"use client";
// A choice among a few, with a label above like a text field's. The browser's own select: it obeys a disabled fieldset,
// and needs no menu of ours.
import FormControl from "@mui/material/FormControl";
import FormHelperText from "@mui/material/FormHelperText";
import InputLabel from "@mui/material/InputLabel";
import NativeSelect from "@mui/material/NativeSelect";
import OutlinedInput from "@mui/material/OutlinedInput";
import { type ReactNode, useId } from "react";

type ChoiceFieldProps<Value extends string> = {
  label: string;
  value: Value;
  /** Value to words, in the order they are offered. */
  options: readonly { readonly value: Value; readonly label: string }[];
  helperText?: ReactNode;
  onChange: (value: Value) => void;
};

export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, value, options, helperText, onChange } = props;
  const id = useId();
  const helpId = `${id}-help`;
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <FormControl fullWidth size="small">
      <InputLabel htmlFor={id} shrink>
        {label}
      </InputLabel>
      <NativeSelect
        input={<OutlinedInput label={label} notched />}
        value={value}
        onChange={(event) => choose(event.target.value)}
        inputProps={{ id, ...(helperText ? { "aria-describedby": helpId } : {}) }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </NativeSelect>
      {helperText ? (
        <FormHelperText id={helpId} component="div">
          {helperText}
        </FormHelperText>
      ) : null}
    </FormControl>
  );
}
