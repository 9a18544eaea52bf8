"use client";
// Findings of a design's text, at their places in the JSON that was made of it.
import { useEffect, useState } from "react";
import type { CodeFindings } from "./code-marks.ts";
import type { DefinitionWork } from "./definition-work.ts";

type Placed = { readonly of: CodeFindings; readonly found: CodeFindings };

/** `json` is null while no JSON is shown. Null too until they are placed, and where they cannot be. */
export function useJsonFindings(
  work: DefinitionWork,
  found: CodeFindings,
  json: string | null,
): CodeFindings | null {
  const [placed, setPlaced] = useState<Placed | null>(null);
  useEffect(() => {
    if (json === null) return;
    let isOver = false;
    void work.ask("placeInJson", { ...found, json }).then((answer) => {
      if (isOver || !answer.ok || answer.value === null) return;
      setPlaced({ of: found, found: { text: json, diagnostics: answer.value } });
    });
    return () => {
      isOver = true;
    };
  }, [work, found, json]);
  return placed?.of === found && placed.found.text === json ? placed.found : null;
}
