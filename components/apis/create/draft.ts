// What was typed into the create form, kept for this browser tab: a reload or an accidental step back loses nothing.
import * as z from "zod";
import type { CreateValues } from "./create-values.ts";

const storageKey = "sluice:draft:websocket-api";
const maxDraftLength = 20_000;

const draftSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  context: z.string(),
  version: z.string(),
  endpoint: z.string(),
});

/** The kept draft, or null. Storage may be switched off: then there is none. */
export function readDraft(): CreateValues | null {
  try {
    return draftSchema.parse(JSON.parse(sessionStorage.getItem(storageKey) ?? "null"));
  } catch {
    return null;
  }
}

export function keepDraft(values: CreateValues): void {
  const length = Object.values(values).reduce((sum, text) => sum + text.length, 0);
  if (length > maxDraftLength) return;
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(values));
  } catch {
    // Storage is full or switched off: the form works without it.
  }
}

export function dropDraft(): void {
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // Nothing was kept.
  }
}
