"use client";
// Two people changed one definition: whose text goes on. The one that is not taken is set aside, never thrown away.
import { useState } from "react";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { useLeaveWarning } from "#components/design-form/use-leave-warning.ts";

type DefinitionForm = Pick<DesignForm<{ text: string }>, "notice" | "values" | "isDirty" | "set">;

export type DefinitionConflict = {
  /** The text that somebody else saved meanwhile, as long as it is to be settled against the editor's; null otherwise. */
  readonly theirs: string | null;
  /** The text that made room for theirs. */
  readonly setAside: string | null;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  readonly bringBackMine: () => void;
};

export function useDefinitionConflict(form: DefinitionForm): DefinitionConflict {
  const { notice } = form;
  /** A later save of somebody else makes another notice. */
  const [settled, setSettled] = useState<typeof notice>(null);
  const [setAside, keepAside] = useState<string | null>(null);
  useLeaveWarning(setAside !== null);
  const isOpen = notice?.kind === "merged" && notice.collisions.length > 0 && notice !== settled;
  const theirs = isOpen && form.isDirty ? notice.theirs.text : null;
  return {
    theirs,
    setAside,
    keepMine: () => setSettled(notice),
    takeTheirs: () => {
      if (theirs === null) return;
      setSettled(notice);
      keepAside(form.values.text);
      form.set({ text: theirs });
    },
    bringBackMine: () => {
      if (setAside === null) return;
      setSettled(null);
      keepAside(null);
      form.set({ text: setAside });
    },
  };
}
