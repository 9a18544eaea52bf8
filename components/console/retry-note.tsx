"use client";
// When a connection that broke is tried again. The seconds are for the eye: a screen reader is told once something happens.
import Typography from "@mui/material/Typography";
import { useEffect, useState } from "react";
import { now } from "./console-clock.ts";

type RetryNoteProps = {
  /** Milliseconds since 1970. */
  retryAt: number;
};

export function RetryNote({ retryAt }: RetryNoteProps) {
  const [seconds, setSeconds] = useState(() => secondsUntil(retryAt));
  useEffect(() => {
    setSeconds(secondsUntil(retryAt));
    const timer = setInterval(() => setSeconds(secondsUntil(retryAt)), 500);
    return () => clearInterval(timer);
  }, [retryAt]);
  return (
    <Typography variant="body2" component="span">
      {seconds > 0 ? `tries again in ${seconds} s` : "tries again…"}
    </Typography>
  );
}

function secondsUntil(at: number): number {
  return Math.max(0, Math.ceil((at - now()) / 1000));
}
