"use client";
// One of several, by the browser's own select: it opens at once, on a phone too. Looks as the text fields beside it do.
import FormControl from "@mui/material/FormControl";
import InputLabel from "@mui/material/InputLabel";
import NativeSelect from "@mui/material/NativeSelect";
import OutlinedInput from "@mui/material/OutlinedInput";
import { useId } from "react";

type Options = readonly (readonly [value: string, words: string])[];

type ChoiceProps = {
  label: string;
  id?: string;
  value: string;
  options: Options;
  /** Others, below a line of their own. */
  further?: { label: string; options: Options };
  width?: number;
  onChange: (value: string) => void;
};

export function Choice({ label, id: givenId, value, options, further, width = 150, onChange }: ChoiceProps) {
  const generatedId = useId();
  const id = givenId ?? generatedId;
  return (
    <FormControl size="small" sx={{ width: { xs: "100%", sm: width } }}>
      <InputLabel htmlFor={id} shrink variant="outlined">
        {label}
      </InputLabel>
      <NativeSelect
        fullWidth
        input={<OutlinedInput size="small" label={label} notched />}
        value={value}
        inputProps={{ id }}
        onChange={(event) => onChange(event.target.value)}
      >
        <OptionLines options={options} />
        {further ? (
          <optgroup label={further.label}>
            <OptionLines options={further.options} />
          </optgroup>
        ) : null}
      </NativeSelect>
    </FormControl>
  );
}

function OptionLines({ options }: { options: Options }) {
  return options.map(([option, words]) => (
    <option key={option} value={option}>
      {words}
    </option>
  ));
}
