"use client";
// Two people changed one definition: whose text goes on. The one that is not taken is set aside, never thrown away.
import { useEffect, useState } from "react";
import { z } from "zod";
import { draftKey, readDraft, writeDraft } from "#components/design-form/stored-draft.ts";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { useLeaveWarning } from "#components/design-form/use-leave-warning.ts";
import { useCurrentPerson } from "#components/ui/current-person.tsx";

type DefinitionForm = Pick<
  DesignForm<{ text: string }>,
  "notice" | "values" | "isDirty" | "set" | "settle" | "contest"
>;

export type DefinitionConflict = {
  /** The text that somebody else saved meanwhile, as long as it is to be settled against the editor's; null otherwise. */
  readonly theirs: string | null;
  /** The text that made room for theirs. */
  readonly setAside: string | null;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  readonly bringBackMine: () => void;
  readonly discardMine: () => void;
};

export function useDefinitionConflict(apiId: string, form: DefinitionForm): DefinitionConflict {
  const { notice } = form;
  const [setAside, keepAside] = useTextSetAside(apiId);
  const isOpen = notice?.kind === "merged" && notice.collisions.length > 0;
  const theirs = isOpen && form.isDirty ? notice.theirs.text : null;
  return {
    theirs,
    setAside,
    keepMine: form.settle,
    takeTheirs: () => {
      if (theirs === null) return;
      keepAside(form.values.text);
      form.set({ text: theirs });
      form.settle();
    },
    bringBackMine: () => {
      if (setAside === null) return;
      keepAside(null);
      form.contest({ text: setAside });
    },
    discardMine: () => keepAside(null),
  };
}

const storedText = z.object({ text: z.string() });

/** A text that made room for another, in the tab's storage as any text that is not saved. */
function useTextSetAside(apiId: string): [string | null, (text: string | null) => void] {
  const key = draftKey(useCurrentPerson()?.id ?? "", apiId, "definition-set-aside");
  const [text, setText] = useState<string | null>(null);
  useEffect(() => setText(storedText.safeParse(readDraft(key)).data?.text ?? null), [key]);
  useLeaveWarning(text !== null);
  const keep = (next: string | null) => {
    setText(next);
    writeDraft(key, next === null ? null : { text: next });
  };
  return [text, keep];
}
