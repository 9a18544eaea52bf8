"use client";
// Sends the same message again and again, until it is stopped or cannot be sent. The timer is the console's thread's: browsers
// slow those of a tab that is in the background.
import Button from "@mui/material/Button";
import OutlinedInput from "@mui/material/OutlinedInput";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useEffect, useRef, useState } from "react";

const LEAST_MS = 10;

type RepeatControlProps = {
  canRepeat: boolean;
  /** Name of the connection that it goes to; null while nothing is repeated. */
  repeatsTo: string | null;
  /** Null stops it. Another function where something else is to be sent from now on. */
  repeat: (everyMs: number | null) => void;
};

export function RepeatControl({ canRepeat, repeatsTo, repeat }: RepeatControlProps) {
  const isRepeating = repeatsTo !== null;
  const [everyMs, setEveryMs] = useState(1000);
  const intervalMs = Math.max(LEAST_MS, everyMs);
  const latest = useRef(repeat);
  useEffect(() => {
    latest.current = repeat;
  });
  useEffect(() => {
    if (isRepeating) repeat(intervalMs);
  }, [isRepeating, intervalMs, repeat]);
  useEffect(() => () => latest.current(null), []);
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: "center", flexWrap: "wrap" }}>
      <Button
        variant="outlined"
        color="secondary"
        disabled={!canRepeat && !isRepeating}
        aria-pressed={isRepeating}
        onClick={() => repeat(isRepeating ? null : intervalMs)}
      >
        {isRepeating ? "Stop repeating" : "Repeat"}
      </Button>
      <Typography variant="body2" component="label" sx={{ display: "flex", alignItems: "center", gap: 0.75 }}>
        every
        <OutlinedInput
          size="small"
          type="number"
          value={everyMs}
          onChange={(event) => setEveryMs(Math.max(0, Number(event.target.value) || 0))}
          slotProps={{
            input: { "aria-label": "Milliseconds between repeats", min: LEAST_MS, max: 3_600_000 },
          }}
          sx={{ width: 110 }}
        />
        ms
      </Typography>
      {isRepeating ? (
        <Typography variant="body2" color="text.secondary">
          Goes to {repeatsTo}, at this pace also while this tab is in the background, unless the browser puts
          it to sleep.
        </Typography>
      ) : null}
    </Stack>
  );
}
