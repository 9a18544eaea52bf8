"use client";
// The document that is imported, kept in this tab, and what the server makes of it.
import { useCallback, useEffect, useRef, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { randomKey } from "#components/ui/random-key.ts";
import { useSigned } from "#components/ui/use-action.ts";
import { MAX_DEFINITION_BYTES } from "#lib/asyncapi/definition-size.ts";
import type { ImportView } from "#lib/imports/import-view.ts";
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";
import { tooLarge } from "./brought-file.ts";
import { type ImportSource, noSource, type SourceDraft } from "./import-draft.ts";

export type ReadImport<View extends ImportView = ImportView> = (input: {
  readonly text: string;
  readonly isSwapped: boolean;
}) => Promise<Outcome<View>>;

/** What was read last. */
export type ImportRead<View extends ImportView = ImportView> = {
  /** Null until something was read. */
  readonly view: View | null;
  /** The text that `view` is of. */
  readonly text: string;
  /** Why the document as it is could not be read. */
  readonly refusal: Refusal | null;
  /** False while the document as it is was not read yet. */
  readonly isCurrent: boolean;
  readonly retry: () => void;
};

export type SourceState = {
  readonly source: ImportSource;
  /** False where a reload would lose the document. */
  readonly isKept: boolean;
  readonly change: (part: Partial<Omit<ImportSource, "id">>) => void;
};

export function useImportSource(draft: SourceDraft): SourceState {
  const [source, setSource] = useState(noSource);
  const [isRestored, setIsRestored] = useState(false);
  const [isKept, setIsKept] = useState(true);
  useEffect(() => {
    setSource(draft.source());
    setIsRestored(true);
  }, [draft]);
  useEffect(() => {
    if (isRestored) setIsKept(draft.keepSource(source));
  }, [isRestored, draft, source]);
  const change = useCallback(
    (part: Partial<Omit<ImportSource, "id">>) =>
      setSource((current) => {
        const next = { ...current, ...part };
        // An editor tells of a text that it was given, too.
        const isSame = next.text === current.text && next.isSwapped === current.isSwapped;
        return { ...next, id: isSame ? current.id : randomKey() };
      }),
    [],
  );
  return { source, isKept, change };
}

const pauseMs = 350;

type Answer<View> = { readonly id: string; readonly text: string; readonly outcome: Outcome<View> };

/** Reads the document after each pause of its typing; one reading at a time. */
export function useImportRead<View extends ImportView>(
  { text, isSwapped, id }: ImportSource,
  readImport: ReadImport<View>,
): ImportRead<View> {
  const signed = useSigned();
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<Answer<View> | null>(null);
  const [last, setLast] = useState<{ text: string; view: View } | null>(null);
  const running = useRef<Promise<unknown>>(Promise.resolve());
  const isEmpty = text.trim() === "";

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads the same text
  useEffect(() => {
    if (isEmpty) {
      setAnswer(null);
      setLast(null);
      return;
    }
    let isOver = false;
    const timer = setTimeout(async () => {
      await running.current;
      if (isOver) return;
      const reading = sizeRefusal(text) ?? callAction(() => readImport(signed({ text, isSwapped })));
      running.current = Promise.resolve(reading);
      const outcome = await reading;
      if (isOver) return;
      setAnswer({ id, text, outcome });
      if (outcome.ok) setLast({ text, view: outcome.value });
    }, pauseMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [id, text, isSwapped, isEmpty, attempt, readImport, signed]);

  const isCurrent = isEmpty || answer?.id === id;
  return {
    view: last?.view ?? null,
    text: last?.text ?? "",
    refusal: isCurrent && answer?.outcome.ok === false ? answer.outcome : null,
    isCurrent,
    retry: () => {
      setAnswer(null);
      setAttempt((count) => count + 1);
    },
  };
}

function sizeRefusal(text: string): Refusal | null {
  if (text.length * 3 <= MAX_DEFINITION_BYTES) return null;
  const bytes = new Blob([text]).size;
  return bytes > MAX_DEFINITION_BYTES ? tooLarge("This text", bytes) : null;
}
