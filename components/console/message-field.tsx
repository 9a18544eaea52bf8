"use client";
// The composer's text with colours and marks. A plain text field stands there until its editor is loaded, and stays where
// that cannot be loaded: whoever types by then goes on in the editor.
import { type ComponentType, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { type FieldKey, type FieldMeaning, meaningOf } from "./field-key.ts";
import type { MessageEditor, MessageEditorProps } from "./message-editor.tsx";

type MessageFieldProps = {
  text: string;
  isJson: boolean;
  findings: readonly Diagnostic[];
  /** Why nothing can be made of the text. */
  problem: string | undefined;
  onText: (text: string) => void;
  /** True where there was something to do. */
  onMeaning: (meaning: NonNullable<FieldMeaning>) => boolean;
};

const LABEL = "Message to send";
const HELP =
  "Ctrl+Enter sends. Arrow up in the first line (or with Alt) brings back what was sent, arrow down what was typed.";

export function MessageField({ text, isJson, findings, problem, onText, onMeaning }: MessageFieldProps) {
  const plain = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<{ focus: () => void }>(null);
  const { Editor, selected } = useEditor(plain);
  const onKey = (pressed: FieldKey) => {
    const meaning = meaningOf(pressed);
    return meaning !== null && onMeaning(meaning);
  };
  const field = { label: LABEL, multiline: true, value: text, problem, helperText: HELP };
  if (Editor === null) {
    return (
      <FormTextField
        {...field}
        minRows={4}
        maxRows={16}
        inputRef={plain}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => onKey(keyIn(event)) && event.preventDefault()}
        slotProps={{ htmlInput: { spellCheck: false, style: plainLook } }}
      />
    );
  }
  const own: MessageEditorProps = { label: LABEL, isJson, findings, selected, onText, onKey };
  // The input of a text field is given what the composer gives besides what the field does.
  return (
    <FormTextField
      {...field}
      inputRef={editor}
      // A label leads to elements that take input by themselves: what it is the label of here is a box around the editor.
      onLabelClick={() => editor.current?.focus()}
      slotProps={{ input: { inputComponent: Editor as ComponentType, inputProps: own } }}
    />
  );
}

/** Kept by the page: who comes back to the text meets the editor at once. */
let loaded: typeof MessageEditor | null = null;

/** The editor once it is there, and what was selected in the plain field if that had the focus by then. */
function useEditor(plain: RefObject<HTMLTextAreaElement | null>) {
  const [found, setFound] = useState<{
    readonly Editor: typeof MessageEditor | null;
    readonly selected: MessageEditorProps["selected"];
  }>({ Editor: loaded, selected: null });
  useEffect(() => {
    if (loaded !== null) return;
    const show = (module: { MessageEditor: typeof MessageEditor }) => {
      loaded = module.MessageEditor;
      setFound({ Editor: loaded, selected: selectedIn(plain.current) });
    };
    // Without it the plain field does.
    import("./message-editor.tsx").then(show, () => {});
  }, [plain]);
  return found;
}

function selectedIn(field: HTMLTextAreaElement | null): MessageEditorProps["selected"] {
  if (field === null || field !== document.activeElement) return null;
  return { anchor: field.selectionStart, head: field.selectionEnd };
}

function keyIn({ key, altKey, ctrlKey, metaKey, shiftKey, target }: KeyboardEvent): FieldKey {
  const pressed = { key, altKey, ctrlKey, metaKey, shiftKey, isFirstLine: false, isLastLine: false };
  if (!(target instanceof HTMLTextAreaElement) || target.selectionStart !== target.selectionEnd)
    return pressed;
  const { value, selectionStart: at } = target;
  return {
    ...pressed,
    isFirstLine: !value.slice(0, at).includes("\n"),
    isLastLine: !value.slice(at).includes("\n"),
  };
}

const plainLook = { fontFamily: "var(--sluice-mono)", fontSize: "0.875rem" } as const;
