"use client";
// Tags with free entry: Enter or a comma adds what was typed, so does leaving the field.
import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";

type TagsFieldProps = {
  tags: readonly string[];
  problem: string | undefined;
  isReadOnly: boolean;
  onChange: (tags: string[]) => void;
};

export function TagsField({ tags, problem, isReadOnly, onChange }: TagsFieldProps) {
  const change = (typed: readonly string[]) => {
    const parts = typed.flatMap((tag) => tag.split(",")).map((tag) => tag.trim());
    onChange([...new Set(parts.filter((tag) => tag !== ""))]);
  };
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      disabled={isReadOnly}
      options={[]}
      value={[...tags]}
      onChange={(_event, value) => change(value)}
      slotProps={{ chip: { size: "small" } }}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Tags"
          error={problem !== undefined}
          helperText={problem ?? "Press Enter after each one. The search of APIs finds it by them."}
          slotProps={{ ...params.slotProps, inputLabel: { ...params.slotProps.inputLabel, shrink: true } }}
          onKeyDown={(event) => {
            if (event.key !== "," || !(event.target instanceof HTMLInputElement)) return;
            event.preventDefault();
            change([...tags, event.target.value]);
          }}
        />
      )}
    />
  );
}
