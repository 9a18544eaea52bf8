"use client";
// Chooses the types of a topic that is being added.
import CheckIcon from "@mui/icons-material/Check";
import FormControl from "@mui/material/FormControl";
import FormHelperText from "@mui/material/FormHelperText";
import InputLabel from "@mui/material/InputLabel";
import ListItemText from "@mui/material/ListItemText";
import MenuItem from "@mui/material/MenuItem";
import Select from "@mui/material/Select";
import { useId } from "react";
import type { TopicType } from "#lib/topics/topic.ts";
import { topicTypes, typeLooks } from "./topic-types.tsx";

type TypesSelectProps = {
  types: readonly TopicType[];
  problem: string | undefined;
  onChange: (types: TopicType[]) => void;
};

export function TypesSelect({ types, problem, onChange }: TypesSelectProps) {
  const labelId = useId();
  const helpId = useId();
  const change = (value: string | readonly string[]) => {
    onChange(topicTypes.filter((type) => value.includes(type)));
  };
  return (
    <FormControl error={problem !== undefined} sx={{ width: { xs: "100%", sm: 210 }, flexShrink: 0 }}>
      <InputLabel id={labelId}>Types</InputLabel>
      <Select
        multiple
        labelId={labelId}
        label="Types"
        value={[...types]}
        onChange={(event) => change(event.target.value)}
        renderValue={(chosen) => chosen.map((type) => typeLooks[type].label).join(", ")}
        aria-describedby={problem ? helpId : undefined}
      >
        {topicTypes.map((type) => (
          <MenuItem key={type} value={type} dense>
            <CheckIcon
              color="primary"
              sx={{ mr: 1.5, visibility: types.includes(type) ? "visible" : "hidden" }}
            />
            <ListItemText primary={typeLooks[type].label} secondary={typeLooks[type].direction} />
          </MenuItem>
        ))}
      </Select>
      {problem ? <FormHelperText id={helpId}>{problem}</FormHelperText> : null}
    </FormControl>
  );
}
