"use client";
// Two people changed one definition: what does not touch is put together, each other part is decided by a person. A text
// that is not taken is set aside, never thrown away.
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { z } from "zod";
import { draftKey, readDraft, writeDraft } from "#components/design-form/stored-draft.ts";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { useLeaveWarning } from "#components/design-form/use-leave-warning.ts";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import type { OpenPart, PartChoice, ThreeTexts } from "#lib/definition-work/merge-texts.ts";

type DefinitionForm = Pick<
  DesignForm<{ text: string }>,
  "notice" | "values" | "isDirty" | "etag" | "set" | "settle" | "contest"
>;

export type DefinitionConflict = {
  /** What is to be decided before a save; null where there is no conflict. Empty while the parts are being found. */
  readonly parts: readonly OpenPart[] | null;
  /** Where the parts stand on the page. */
  readonly partsRef: RefObject<HTMLElement | null>;
  /** Decides the part at an index; the index of the one that is looked at next comes with the drawing. */
  readonly settlePart: (index: number, choice: PartChoice) => void;
  /** The text that made room for theirs. */
  readonly setAside: string | null;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  readonly bringBackMine: () => void;
  readonly discardMine: () => void;
};

export function useDefinitionConflict(
  apiId: string,
  form: DefinitionForm,
  partsRef: RefObject<HTMLElement | null>,
): DefinitionConflict {
  const texts = useThreeTexts(form);
  const [aside, keepAside] = useTextSetAside(apiId);
  const merging = useMerging(texts !== null);
  const put = ({ mine, base }: ThreeTexts) => form.contest({ text: mine }, { text: base });
  useFirstMerge(form.etag, merging && texts ? () => put(merging.mergeTexts(texts)) : null);
  const parts = useMemo(() => (texts === null ? null : (merging?.openParts(texts) ?? [])), [texts, merging]);
  return {
    parts,
    partsRef,
    settlePart: (index, choice) => {
      if (texts && merging) put(merging.settlePart(texts, index, choice));
    },
    setAside: aside?.text ?? null,
    keepMine: form.settle,
    takeTheirs: () => {
      if (texts === null) return;
      keepAside({ text: texts.mine, base: texts.base });
      form.set({ text: texts.theirs });
      form.settle();
    },
    bringBackMine: () => {
      if (aside === null) return;
      keepAside(null);
      form.contest({ text: aside.text }, { text: aside.base });
    },
    discardMine: () => keepAside(null),
  };
}

/** The versions as long as something is to be settled; the same object as long as they are the same. */
function useThreeTexts({ notice, values, isDirty }: DefinitionForm): ThreeTexts | null {
  const open = notice?.kind === "merged" && notice.collisions.length > 0 && isDirty ? notice : null;
  const [base, theirs, mine] = [open?.ancestor.text, open?.theirs.text, values.text];
  return useMemo(
    () => (base === undefined || theirs === undefined ? null : { base, mine, theirs }),
    [base, mine, theirs],
  );
}

type Merging = typeof import("#lib/definition-work/merge-texts.ts");

/** The rules of merging, loaded where they are needed: few pages ever see a conflict. */
function useMerging(isNeeded: boolean): Merging | null {
  const [merging, setMerging] = useState<Merging | null>(null);
  useEffect(() => {
    if (isNeeded) void import("#lib/definition-work/merge-texts.ts").then(setMerging);
  }, [isNeeded]);
  return merging;
}

/** Merges once for each version that comes in: later, what a person types decides, and nothing changes under the hands. */
function useFirstMerge(etag: number, merge: (() => void) | null): void {
  const mergedAt = useRef<number | null>(null);
  useEffect(() => {
    if (merge === null || mergedAt.current === etag) return;
    mergedAt.current = etag;
    merge();
  });
}

const storedText = z.object({ text: z.string(), base: z.string() });
type TextSetAside = z.infer<typeof storedText>;

/** A text that made room for another, and what it was made of, in the tab's storage as any text that is not saved. */
function useTextSetAside(apiId: string): [TextSetAside | null, (aside: TextSetAside | null) => void] {
  const key = draftKey(useCurrentPerson()?.id ?? "", apiId, "definition-set-aside");
  const [aside, setAside] = useState<TextSetAside | null>(null);
  useEffect(() => setAside(storedText.safeParse(readDraft(key)).data ?? null), [key]);
  useLeaveWarning(aside !== null);
  const keep = (next: TextSetAside | null) => {
    setAside(next);
    writeDraft(key, next);
  };
  return [aside, keep];
}
