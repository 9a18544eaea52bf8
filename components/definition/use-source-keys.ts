"use client";
// The keys of a definition's text and of the list under it: F8 and Shift+F8 go through the findings, Alt+Enter shows the
// line of the cursor in the documentation.
import { type KeyboardEvent, useRef, useState } from "react";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import type { CodePlace } from "./code-editor.tsx";
import { useDefinitionPlaces } from "./definition-places.ts";
import type { DefinitionWork } from "./definition-work.ts";
import { inOrder, type Step, stepTo, stepWords } from "./finding-steps.ts";

export type SourceKeys = {
  /** For what holds text and list. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly noteCursor: (place: CodePlace) => void;
  readonly showInDocumentation: () => void;
  /** The finding that was gone to last. */
  readonly current: Diagnostic | null;
  /** What is said of the last step; empty before the first, and once its finding is gone. */
  readonly said: string;
};

type SourceKeysInput = {
  work: DefinitionWork;
  /** What the cursor stands in. */
  text: string;
  findings: readonly Diagnostic[];
  onGoTo: (place: CodePlace) => void;
};

export function useSourceKeys({ work, text, findings, onGoTo }: SourceKeysInput): SourceKeys {
  const cursor = useRef<CodePlace>({ line: 1, column: 1 });
  const places = useDefinitionPlaces();
  const [gone, setGone] = useState<{ finding: Diagnostic | null; said: string }>({ finding: null, said: "" });
  const step = (to: Step) => {
    const all = inOrder(findings);
    const index = stepTo(all, cursor.current, gone.finding, to);
    const finding = all[index] ?? null;
    setGone({ finding, said: stepWords(all, index) });
    if (finding === null) return;
    cursor.current = { line: finding.line, column: finding.column };
    onGoTo({ ...cursor.current, finding });
  };
  const showInDocumentation = async () => {
    const found = await work.ask("findAddresses", { text, place: cursor.current });
    if (found.ok) places.showInDocumentation(found.value);
    else if (found.reason !== "overtaken") places.showInDocumentation([]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const isStep = event.key === "F8" && !event.altKey;
    const isShow = event.key === "Enter" && event.altKey && !event.shiftKey;
    if (!isStep && !isShow) return;
    event.preventDefault();
    if (isShow) void showInDocumentation();
    else step(event.shiftKey ? "previous" : "next");
  };
  const isThere = gone.finding === null ? findings.length === 0 : findings.includes(gone.finding);
  return {
    onKeyDown,
    noteCursor: (place) => {
      cursor.current = place;
    },
    showInDocumentation: () => void showInDocumentation(),
    current: isThere ? gone.finding : null,
    said: isThere ? gone.said : "",
  };
}
