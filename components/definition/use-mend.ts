"use client";
// The one-click mend of a finding. The parser is loaded on first use: what is typed meanwhile is part of what is mended.
import { useEffect, useRef, useState } from "react";
import type { Mend } from "#lib/asyncapi/diagnostic.ts";

type TextMend = {
  readonly mend: (mend: Mend) => Promise<void>;
  /** To be told of each change as it is made: a drawing may come later. */
  readonly noteText: (text: string) => void;
  /** Why the last mend was not carried out; null once the text is another. */
  readonly problem: string | null;
};

export function useMend(text: string, onMended: (text: string) => void): TextMend {
  const latest = useRef(text);
  const [refused, setRefused] = useState<{ readonly text: string; readonly message: string } | null>(null);
  useEffect(() => {
    latest.current = text;
  }, [text]);
  const noteText = (typed: string) => {
    latest.current = typed;
  };
  const mend = async (wanted: Mend) => {
    const { mendText } = await import("./mend-text.ts");
    const before = latest.current;
    const mended = mendText(before, wanted);
    setRefused(mended.ok ? null : { text: before, message: mended.message });
    if (!mended.ok) return;
    noteText(mended.text);
    onMended(mended.text);
  };
  return { mend, noteText, problem: refused?.text === text ? refused.message : null };
}
