"use client";
// Sends the same message again and again, until it is stopped or cannot be sent. The timer is the console's thread's: browsers
// slow those of a tab that is in the background.
import Button from "@mui/material/Button";
import OutlinedInput from "@mui/material/OutlinedInput";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import type { Repeating } from "./use-repeat.ts";

const LEAST_MS = 10;
const MOST_MS = 3_600_000;

export function RepeatControl({ everyMs, to, canReplace, canStart, start, pace, replace, stop }: Repeating) {
  const isRepeating = everyMs !== null;
  const [chosenMs, setChosenMs] = useState(1000);
  const intervalMs = everyMs ?? chosenMs;
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: "center", flexWrap: "wrap" }}>
      <Button
        variant="outlined"
        color="secondary"
        disabled={!canStart && !isRepeating}
        aria-pressed={isRepeating}
        // The same box with either word: a second click stops what the first has begun.
        sx={{ minWidth: 140 }}
        onClick={() => (isRepeating ? stop() : start(intervalMs))}
      >
        {isRepeating ? "Stop repeating" : "Repeat"}
      </Button>
      <IntervalField
        intervalMs={intervalMs}
        onInterval={(ms) => {
          setChosenMs(ms);
          pace(ms);
        }}
      />
      {canReplace ? (
        <Button variant="outlined" color="secondary" onClick={replace}>
          Repeat this instead
        </Button>
      ) : null}
      {isRepeating ? (
        <Typography variant="body2" sx={{ color: "text.secondary", flexBasis: "100%" }}>
          {canReplace ? "Goes on with what it began with. " : ""}
          Goes to {to}, at this pace also on other pages and while this tab is in the background, unless the
          browser puts it to sleep.
        </Typography>
      ) : null}
    </Stack>
  );
}

type IntervalFieldProps = { intervalMs: number; onInterval: (intervalMs: number) => void };

/** Holds once it is typed, on Enter or when the field is left: 5000 begins as 5. */
function IntervalField({ intervalMs, onInterval }: IntervalFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    const ms = Math.round(Number(typed));
    if (typed !== null && ms > 0) onInterval(Math.min(MOST_MS, Math.max(LEAST_MS, ms)));
    setTyped(null);
  };
  return (
    <Typography variant="body2" component="label" sx={{ display: "flex", alignItems: "center", gap: 0.75 }}>
      every
      <OutlinedInput
        size="small"
        type="number"
        value={typed ?? intervalMs}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === "Enter" && take()}
        slotProps={{
          input: { "aria-label": "Milliseconds between repeats", min: LEAST_MS, max: MOST_MS },
        }}
        sx={{ width: 110 }}
      />
      ms
    </Typography>
  );
}
