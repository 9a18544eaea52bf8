"use client";
// By whose clocks a plan's quotas begin anew: typing searches the list.
import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { useMemo } from "react";
import { listTimeZones } from "#lib/plans/time-zones.ts";

type TimeZoneFieldProps = {
  timeZone: string;
  problem: string | undefined;
  onChange: (timeZone: string) => void;
};

export function TimeZoneField({ timeZone, problem, onChange }: TimeZoneFieldProps) {
  // A plan can have a zone that this browser does not list.
  const options = useMemo(() => [...new Set([...listTimeZones(), timeZone])], [timeZone]);
  return (
    <Autocomplete
      size="small"
      disableClearable
      autoHighlight
      options={options}
      value={timeZone}
      onChange={(_event, chosen) => onChange(chosen)}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Time zone of quotas"
          error={problem !== undefined}
          helperText={
            problem ??
            "Days and months begin at midnight there. A change acts at once: a window that then begins at another moment has nothing used."
          }
        />
      )}
    />
  );
}
