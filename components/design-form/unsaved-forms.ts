"use client";
// The forms of a design that hold something unsaved, for whoever deploys: what is deployed is what was saved.
import { useEffect, useEffectEvent } from "react";
import { listDraftForms } from "./stored-draft.ts";

/** Forms whose values are deployed, by the name of their draft. */
const titles: Readonly<Record<string, string>> = {
  topics: "Topics",
  definition: "AsyncAPI Definition",
  runtime: "Runtime",
  endpoints: "Endpoints",
};

/** Resolves to the version that holds the values now; null where they could not be saved. */
export type SaveForm = () => Promise<number | null>;

export type UnsavedForm = {
  readonly title: string;
  /** Null where the form is on another page. */
  readonly save: SaveForm | null;
};

const shown = new Map<string, SaveForm>();

/** Offers to save the form while it is on the page and has changes. */
export function useUnsavedForm(form: string, isDirty: boolean, save: SaveForm): void {
  const saveNow = useEffectEvent(save);
  useEffect(() => {
    if (!isDirty) return;
    const entry = () => saveNow();
    shown.set(form, entry);
    return () => {
      if (shown.get(form) === entry) shown.delete(form);
    };
  }, [form, isDirty]);
}

/** What this tab holds of an API's design that is not saved. */
export function listUnsavedForms(personId: string, apiId: string): readonly UnsavedForm[] {
  const forms = new Set([...listDraftForms(personId, apiId), ...shown.keys()]);
  return [...forms].flatMap((form) => {
    const title = titles[form];
    return title === undefined ? [] : [{ title, save: shown.get(form) ?? null }];
  });
}
