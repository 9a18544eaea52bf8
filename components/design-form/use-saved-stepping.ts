"use client";
// Takes saves of a definition back and does them again, on whichever page they were made.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import { type Action, outdatesPage, useAction } from "#components/ui/use-action.ts";
import type { Refusal } from "#lib/kernel/outcome.ts";
import { noteOwnSave, seenEtag } from "./own-saves.ts";
import { dropSteps, moveStep, type SavedStep, useSavedSteps } from "./saved-steps.ts";
import type { Step } from "./step-buttons.tsx";

export type StepDefinition = Action<
  { apiId: string; etag: number; from: number; to: number },
  { etag: number }
>;

export type SavedStepping = {
  /** Null where there is none, or while one is under way. */
  readonly undo: Step | null;
  readonly redo: Step | null;
  readonly refusal: Refusal | null;
  /** What was done last, in words; null once something else was saved. */
  readonly said: string | null;
};

/** `etag` is the version of the API that the page shows. */
export function useSavedStepping(
  apiId: string,
  { etag, stepDefinition }: { readonly etag: number; readonly stepDefinition: StepDefinition },
): SavedStepping {
  const router = useRouter();
  const personId = useCurrentPerson()?.id ?? "";
  const { past, future } = useSavedSteps(personId, apiId);
  const action = useAction(stepDefinition);
  const [done, setDone] = useState<{ readonly words: string; readonly etag: number } | null>(null);
  const seen = seenEtag(apiId, etag);

  const take = async ({ before, after, what }: SavedStep, way: "undo" | "redo") => {
    const [from, to] = way === "undo" ? [after, before] : [before, after];
    const outcome = await action.run({ apiId, etag: seen, from, to });
    if (outcome.ok) {
      moveStep(personId, apiId, way);
      noteOwnSave(apiId, outcome.value.etag);
      const words = way === "undo" ? `Took the save of ${what} back.` : `Saved ${what} again.`;
      setDone({ words: `${words} Deploy to make it live.`, etag: outcome.value.etag });
    } else if (outcome.code === "step_gone") dropSteps(personId, apiId);
    if (outdatesPage(outcome)) router.refresh();
  };
  const stepOf = (step: SavedStep | undefined, way: "undo" | "redo"): Step | null => {
    if (step === undefined || action.isPending) return null;
    const label = way === "undo" ? `Undo the save of ${step.what}` : `Redo the save of ${step.what}`;
    return { label, run: () => void take(step, way) };
  };
  return {
    undo: stepOf(past.at(-1), "undo"),
    redo: stepOf(future.at(-1), "redo"),
    refusal: action.refusal,
    said: done !== null && done.etag === seen ? done.words : null,
  };
}
