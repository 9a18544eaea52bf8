"use client";
// Tells a screen reader what arrives, with restraint: a message alone by its text, many by their number, every few seconds.
import { useEffect, useRef, useState } from "react";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import type { Totals } from "./console-news.ts";

const EVERY_MS = 3000;

export function Announcer({ lastId, lastWords }: Pick<Totals, "lastId" | "lastWords">) {
  const [words, setWords] = useState("");
  const latest = useRef({ lastId, lastWords });
  const told = useRef(lastId);
  useEffect(() => {
    latest.current = { lastId, lastWords };
  }, [lastId, lastWords]);
  useEffect(() => {
    const timer = setInterval(() => {
      const { lastId: id, lastWords: only } = latest.current;
      const fresh = id - told.current;
      told.current = id;
      if (fresh > 0) setWords(fresh === 1 ? only : `${fresh} new entries`);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div role="status" aria-label="News of the transcript" style={visuallyHidden}>
      {words}
    </div>
  );
}
