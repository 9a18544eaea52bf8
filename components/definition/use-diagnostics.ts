"use client";
// Checks a definition while it is being typed, with the same rules as the server. The parser is loaded on first use.
import { useEffect, useState } from "react";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";

const pauseMs = 400;
/** Longer texts are checked on saving only: parsing would hold up the typing. */
const longestChecked = 300_000;

/** Findings in `text`; `initial` are those of the text the page came with. */
export function useDiagnostics(
  text: string,
  initial: { readonly text: string; readonly diagnostics: readonly Diagnostic[] },
): readonly Diagnostic[] {
  const [checked, setChecked] = useState(initial);
  useEffect(() => {
    if (text === initial.text) return setChecked(initial);
    if (text.length > longestChecked) return;
    let isOver = false;
    const timer = setTimeout(async () => {
      const { judgeDefinition } = await import("#lib/topics/judge-definition.ts");
      if (!isOver) setChecked({ text, diagnostics: judgeDefinition(text).diagnostics });
    }, pauseMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text, initial]);
  return checked.diagnostics;
}
