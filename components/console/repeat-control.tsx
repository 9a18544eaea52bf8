"use client";
// Sends the same message again and again, until it is stopped or cannot be sent.
import Button from "@mui/material/Button";
import OutlinedInput from "@mui/material/OutlinedInput";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useEffect, useRef, useState } from "react";

/** Browsers do not keep shorter times; in hidden tabs they keep a second at best. */
const LEAST_MS = 10;

export function RepeatControl({ canRepeat, send }: { canRepeat: boolean; send: () => boolean }) {
  const [everyMs, setEveryMs] = useState(1000);
  const [isRepeating, setIsRepeating] = useState(false);
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    if (!isRepeating) return;
    const timer = setInterval(
      () => {
        if (!latest.current()) setIsRepeating(false);
      },
      Math.max(LEAST_MS, everyMs),
    );
    return () => clearInterval(timer);
  }, [isRepeating, everyMs]);
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: "center", flexWrap: "wrap" }}>
      <Button
        variant="outlined"
        color="secondary"
        disabled={!canRepeat && !isRepeating}
        aria-pressed={isRepeating}
        onClick={() => setIsRepeating(!isRepeating)}
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
          While this tab is in the background, the browser slows repeats to one a second or fewer.
        </Typography>
      ) : null}
    </Stack>
  );
}
