"use client";
// CodeMirror as the input of a text field. Loaded only once the composer stands (see message-field.tsx).
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { type FocusEventHandler, type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { codeHighlight, codeTheme } from "#components/definition/code-look.ts";
import { findingMarks, markFindings } from "#components/definition/code-marks.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { isSameButLineEnds, withLineEndsOf } from "#lib/definition-work/line-ends.ts";
import type { FieldKey } from "./field-key.ts";

/** What the composer gives. */
export type MessageEditorProps = {
  label: string;
  /** With the colours of JSON; else plain. */
  isJson: boolean;
  /** Of the text that is shown. */
  findings: readonly Diagnostic[];
  /** What is selected at first where the field has the focus; null where it has not. */
  selected: { readonly anchor: number; readonly head: number } | null;
  onText: (text: string) => void;
  /** True where the key did something. */
  onKey: (key: FieldKey) => boolean;
};

/** What the text field gives to its input. */
type InputProps = {
  ref?: Ref<{ focus: () => void; value: string }>;
  id?: string;
  className?: string;
  value: string;
  onFocus?: FocusEventHandler;
  onBlur?: FocusEventHandler;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
};

export function MessageEditor({ ref, value, findings, selected, ...props }: MessageEditorProps & InputProps) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const now = useRef(props);
  now.current = props;
  const change = useRef((_typed: string) => {});
  change.current = (typed) => props.onText(withLineEndsOf(value, typed));
  useImperativeHandle(ref, () => ({ focus: () => view.current?.focus(), value }), [value]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes goes into the same editor, below
  useEffect(() => {
    if (parent.current === null) return;
    const extensions = [
      varying.of(varyingOf(props)),
      ...fieldExtensions({
        onText: (typed) => change.current(typed),
        onKey: (key) => now.current.onKey(key),
      }),
    ];
    const editor = new EditorView({
      parent: parent.current,
      state: EditorState.create({ doc: value, extensions }),
    });
    view.current = editor;
    if (selected !== null) {
      editor.dispatch({ selection: selected });
      editor.focus();
    }
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || isSameButLineEnds(editor.state.doc.toString(), value)) return;
    const changes = editor.state.changes({ from: 0, to: editor.state.doc.length, insert: value });
    editor.dispatch({ changes, selection: { anchor: changes.newLength } });
  }, [value]);

  const { isJson, label, "aria-describedby": describedBy, "aria-invalid": isInvalid } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what `varyingOf` reads
  useEffect(() => {
    view.current?.dispatch({ effects: varying.reconfigure(varyingOf(props)) });
  }, [isJson, label, describedBy, isInvalid]);

  useEffect(() => {
    if (view.current) markFindings(view.current, { text: value, diagnostics: findings }, undefined);
  }, [findings, value]);

  const { id, className, onFocus, onBlur } = props;
  // biome-ignore lint/a11y/noStaticElementInteractions: the focus comes to what is inside
  return <div ref={parent} id={id} className={className} onFocus={onFocus} onBlur={onBlur} />;
}

const varying = new Compartment();

function varyingOf(props: Pick<MessageEditorProps, "isJson" | "label"> & Partial<InputProps>): Extension {
  const describedBy = props["aria-describedby"];
  return [
    props.isJson ? json() : [],
    EditorView.contentAttributes.of({
      "aria-label": props.label,
      // What scrolls has to be reachable by keyboard, and tools that look do not count what can be edited.
      tabindex: "0",
      "aria-invalid": String(props["aria-invalid"] ?? false),
      ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }),
    }),
  ];
}

/** The Tab key leaves the field, as it leaves any other: it is not bound. */
function fieldExtensions({ onText, onKey }: Pick<MessageEditorProps, "onText" | "onKey">): Extension[] {
  return [
    bracketMatching(),
    findingMarks,
    syntaxHighlighting(codeHighlight),
    fieldLook,
    codeTheme,
    EditorView.lineWrapping,
    history(),
    Prec.highest(EditorView.domEventHandlers({ keydown: (event, { state }) => onKey(keyIn(event, state)) })),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onText(update.state.doc.toString());
    }),
  ];
}

function keyIn({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent, state: EditorState): FieldKey {
  const { empty, head } = state.selection.main;
  const line = state.doc.lineAt(head).number;
  const isFirstLine = empty && line === 1;
  return {
    key,
    altKey,
    ctrlKey,
    metaKey,
    shiftKey,
    isFirstLine,
    isLastLine: empty && line === state.doc.lines,
  };
}

/** The text field brings the frame, the focus ring and the space around. */
const fieldLook = EditorView.theme({
  "&": { backgroundColor: "transparent", maxHeight: "24rem", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { minHeight: "5.75rem" },
  ".cm-content": { padding: "0" },
  ".cm-gutters": { backgroundColor: "transparent" },
});
