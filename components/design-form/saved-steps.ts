"use client";
// The saves of a definition that a person made in this tab, by form or as text: what Undo and Redo go by on every page that
// shows it. Versions only; the texts are the server's.
import { useSyncExternalStore } from "react";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import { readDraft, stepsKey, writeDraft } from "./stored-draft.ts";

/** A save, by the versions of the API before and after it, and what was saved in words: "the topics". */
export type SavedStep = { readonly before: number; readonly after: number; readonly what: string };

export type SavedSteps = { readonly past: readonly SavedStep[]; readonly future: readonly SavedStep[] };

/** As many as the server keeps texts for. */
const MOST_STEPS = 50;

const noSteps: SavedSteps = { past: [], future: [] };
const known = new Map<string, SavedSteps>();
const listeners = new Set<() => void>();

/** What forms of a definition save, by the name of their drafts; what others save is none of its steps. */
function stepWords(form: string): string | null {
  if (form === "topics") return "the topics";
  if (form === "definition") return "the text";
  return form.startsWith("message ") ? "a message" : null;
}

/** Notes the saves of a form where they are steps of the definition. */
export function useNoteStep(apiId: string, form: string): (before: number, after: number) => void {
  const personId = useCurrentPerson()?.id ?? "";
  const what = stepWords(form);
  return (before, after) => {
    if (what !== null) noteStep(personId, apiId, { before, after, what });
  };
}

/** A save ends the steps that were undone before it. */
export function noteStep(personId: string, apiId: string, step: SavedStep): void {
  const key = stepsKey(personId, apiId);
  const { past } = stepsOf(key);
  keep(key, { past: [...past, step].slice(-MOST_STEPS), future: [] });
}

/** After the last step was undone, or the last undone one done again. */
export function moveStep(personId: string, apiId: string, way: "undo" | "redo"): void {
  const key = stepsKey(personId, apiId);
  const { past, future } = stepsOf(key);
  const from = way === "undo" ? past : future;
  const moved = from.at(-1);
  if (moved === undefined) return;
  const left = from.slice(0, -1);
  keep(
    key,
    way === "undo" ? { past: left, future: [...future, moved] } : { past: [...past, moved], future: left },
  );
}

/** Where a step cannot be taken any more, those before it cannot either. */
export function dropSteps(personId: string, apiId: string): void {
  keep(stepsKey(personId, apiId), noSteps);
}

/** The same object until something changes. */
export function readStepsOf(personId: string, apiId: string): SavedSteps {
  return stepsOf(stepsKey(personId, apiId));
}

export function useSavedSteps(personId: string, apiId: string): SavedSteps {
  return useSyncExternalStore(
    subscribe,
    () => readStepsOf(personId, apiId),
    () => noSteps,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(key: string, steps: SavedSteps): void {
  known.set(key, steps);
  writeDraft(key, steps);
  for (const listener of listeners) listener();
}

function stepsOf(key: string): SavedSteps {
  const before = known.get(key);
  if (before !== undefined) return before;
  const steps = readSteps(readDraft(key));
  known.set(key, steps);
  return steps;
}

/** What a tab stored may be anything. */
function readSteps(stored: unknown): SavedSteps {
  if (typeof stored !== "object" || stored === null) return noSteps;
  const { past, future } = stored as Readonly<Record<string, unknown>>; // any object can be asked for its keys
  return areSteps(past) && areSteps(future) ? { past, future } : noSteps;
}

function areSteps(stored: unknown): stored is SavedStep[] {
  return Array.isArray(stored) && stored.every(isStep);
}

function isStep(stored: unknown): boolean {
  if (typeof stored !== "object" || stored === null) return false;
  const { before, after, what } = stored as Readonly<Record<string, unknown>>; // as above
  return Number.isSafeInteger(before) && Number.isSafeInteger(after) && typeof what === "string";
}
