"use client";
// Tells a screen reader what arrives, with restraint: a message alone by its text, many by their number, every few seconds.
import { useEffect, useRef, useState } from "react";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import type { Entry } from "#lib/console/transcript.ts";

const EVERY_MS = 3000;
const MAX_CHARACTERS = 120;

export function Announcer({ entries }: { entries: readonly Entry[] }) {
  const [words, setWords] = useState("");
  const latest = useRef(entries);
  const told = useRef(entries.at(-1)?.id ?? 0);
  useEffect(() => {
    latest.current = entries;
  }, [entries]);
  useEffect(() => {
    const timer = setInterval(() => {
      const fresh = latest.current.filter(({ id }) => id > told.current);
      told.current = latest.current.at(-1)?.id ?? told.current;
      const [only] = fresh;
      if (only) setWords(fresh.length === 1 ? wordsOf(only) : `${fresh.length} new entries`);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div role="status" aria-label="News of the transcript" style={visuallyHidden}>
      {words}
    </div>
  );
}

function wordsOf(entry: Entry): string {
  if (entry.kind === "event") return entry.text;
  const body = typeof entry.body === "string" ? entry.body.slice(0, MAX_CHARACTERS) : `${entry.bytes} bytes`;
  return `${entry.direction === "sent" ? "You sent" : "You received"} ${body}`;
}
