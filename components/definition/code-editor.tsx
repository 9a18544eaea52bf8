"use client";
// CodeMirror around one text. Loaded only where a definition is shown (see code-view.tsx).
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  redoDepth,
  undoDepth,
} from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, Prec } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { useEffect, useRef } from "react";
import type { Diagnostic, Mend } from "#lib/asyncapi/diagnostic.ts";
import { isSameButLineEnds, withLineEndsOf } from "#lib/definition-work/line-ends.ts";
import { caretInSight } from "./caret-in-sight.ts";
import { codeHighlight, codeTheme } from "./code-look.ts";
import { type CodeFindings, findingMarks, markFindings } from "./code-marks.ts";
import { findingTooltip, showFinding } from "./finding-words.ts";

/** A place to go to; a new object goes there again. */
export type CodePlace = {
  readonly line: number;
  readonly column: number;
  /** What was found there: its words are shown at the place until the caret leaves it. */
  readonly finding?: Diagnostic;
};

export type CodeEditorProps = {
  text: string;
  language: "yaml" | "json";
  /** Accessible name. */
  label: string;
  /** Left out, the text is for reading. */
  onChange?: ((text: string) => void) | undefined;
  place?: CodePlace | null;
  /** What is marked; nothing is where they are left out. */
  findings?: CodeFindings | null;
  /** Carries out the mend of a finding; left out where the text is only read. */
  onMend?: ((mend: Mend) => void) | undefined;
  /** Told where the cursor is each time it moves. */
  onCursor?: (place: CodePlace) => void;
  /** Undo or redo was asked for by its key, and the text has no step of its own to take. */
  onStepBeyond?: (way: StepWay) => void;
};

export type StepWay = "undo" | "redo";

const NO_FINDINGS: readonly never[] = [];

export function CodeEditor({
  text,
  language,
  label,
  onChange,
  place = null,
  findings = null,
  onMend,
  onCursor,
  onStepBeyond,
}: CodeEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const change = useRef((_typed: string) => {});
  change.current = (typed) => onChange?.(withLineEndsOf(text, typed));
  const mend = useRef(onMend);
  mend.current = onMend;
  const moved = useRef(onCursor);
  moved.current = onCursor;
  const stepBeyond = useRef(onStepBeyond);
  stepBeyond.current = onStepBeyond;
  const isEditable = onChange !== undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed text goes into the same editor, below
  useEffect(() => {
    if (parent.current === null) return;
    const extensions = [
      ...extensionsOf({ language, label, isEditable }, (typed) => change.current(typed)),
      cursorListener((at) => moved.current?.(at)),
      keysBeyond((way) => stepBeyond.current?.(way)),
    ];
    const editor = new EditorView({
      parent: parent.current,
      state: EditorState.create({ doc: text, extensions }),
    });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [language, label, isEditable]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || isSameButLineEnds(editor.state.doc.toString(), text)) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new editor, and a text that they were found in, has them too
  useEffect(() => {
    if (view.current === null) return;
    const found = findings ?? { text, diagnostics: NO_FINDINGS };
    markFindings(view.current, found, mend.current && ((wanted) => mend.current?.(wanted)));
  }, [findings, text, language, label, isEditable]);

  useEffect(() => {
    if (view.current !== null && place !== null) goTo(view.current, place);
  }, [place]);

  return <div ref={parent} />;
}

function extensionsOf(
  { language, label, isEditable }: { language: "yaml" | "json"; label: string; isEditable: boolean },
  onChange: (text: string) => void,
): Extension[] {
  const shared = [
    lineNumbers(),
    foldGutter(),
    bracketMatching(),
    highlightSelectionMatches(),
    findingMarks,
    findingTooltip,
    language === "yaml" ? yaml() : json(),
    syntaxHighlighting(codeHighlight),
    codeTheme,
    EditorView.lineWrapping,
    caretInSight,
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
  ];
  // A text for reading still takes the focus: it scrolls by keys and can be searched and selected.
  if (!isEditable)
    return [...shared, EditorState.readOnly.of(true), keymap.of([...searchKeymap, ...foldKeymap])];
  return [
    ...shared,
    history(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    // Escape, then Tab, leaves the editor: CodeMirror's own way out of a bound Tab key (WCAG 2.1.2).
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, indentWithTab]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
  ];
}

/** Keys of undo and redo where CodeMirror has nothing to take back; as it binds them. */
function keysBeyond(onStep: (way: StepWay) => void): Extension {
  const take = (way: StepWay) => (view: EditorView) => {
    const hasOwn = (way === "undo" ? undoDepth(view.state) : redoDepth(view.state)) > 0;
    if (!hasOwn) onStep(way);
    return !hasOwn;
  };
  return Prec.high(
    keymap.of([
      { key: "Mod-z", run: take("undo"), preventDefault: true },
      { key: "Mod-y", mac: "Mod-Shift-z", run: take("redo"), preventDefault: true },
      { linux: "Ctrl-Shift-z", run: take("redo"), preventDefault: true },
    ]),
  );
}

function cursorListener(onCursor: (place: CodePlace) => void): Extension {
  return EditorView.updateListener.of(({ selectionSet, docChanged, state }) => {
    if (!selectionSet && !docChanged) return;
    const { head } = state.selection.main;
    const line = state.doc.lineAt(head);
    onCursor({ line: line.number, column: head - line.from + 1 });
  });
}

function goTo(editor: EditorView, place: CodePlace): void {
  const { doc } = editor.state;
  const line = doc.line(Math.min(Math.max(place.line, 1), doc.lines));
  const at = Math.min(line.from + place.column - 1, line.to);
  // Before the finding's words come: they go where the keyboard goes elsewhere.
  editor.focus();
  editor.dispatch({
    selection: { anchor: at },
    effects: [
      EditorView.scrollIntoView(at, { y: "center" }),
      showFinding.of(place.finding ? { finding: place.finding, at } : null),
    ],
  });
}
