"use client";
// Checks a definition while it is being typed, with the same rules as the server, in a thread beside the page.
import { useEffect, useState } from "react";
import type { CodeFindings } from "./code-marks.ts";
import type { DefinitionWork } from "./definition-work.ts";

const pauseMs = 200;

export type CheckedText = {
  /** What was found in the text that was checked last. */
  readonly found: CodeFindings;
  /** Why the text as it is could not be checked; null where it was, or will be. */
  readonly problem: string | null;
};

const problems = {
  slow: "Checking this text takes too long, so it is not checked while you type. Saving checks it.",
  failed: "This text could not be checked here. Saving checks it.",
} as const;

/** Findings in `text`; `initial` are those of the text the page came with. */
export function useDiagnostics(work: DefinitionWork, text: string, initial: CodeFindings): CheckedText {
  const [checked, setChecked] = useState<CheckedText>({ found: initial, problem: null });
  useEffect(() => {
    if (text === initial.text) return setChecked({ found: initial, problem: null });
    let isOver = false;
    const timer = setTimeout(async () => {
      const judged = await work.ask("judge", { text });
      if (isOver) return;
      if (judged.ok) return setChecked({ found: { text, diagnostics: judged.value }, problem: null });
      const { reason } = judged;
      if (reason !== "overtaken") setChecked(({ found }) => ({ found, problem: problems[reason] }));
    }, pauseMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [work, text, initial]);
  return checked;
}
