// What was sent before from a console, kept in the tab through a reload. No credential is among it: those are no drafts.
import { keptKey } from "./console-place.ts";
import { BODY_KINDS, type Draft } from "./draft.ts";
import { readKept, writeKept } from "./kept-values.ts";

/** Characters of all drafts together: the storage of a tab is for what passed as well. */
const MAX_CHARACTERS = 256 * 1024;

/** Newest first. */
export function keptHistory(place: string): readonly Draft[] {
  const stored = readKept(keptKey("history", place));
  return Array.isArray(stored) ? stored.filter(isDraft) : [];
}

/** The newest, as far as there is room. */
export function keepHistory(place: string, past: readonly Draft[]): void {
  let left = MAX_CHARACTERS;
  const kept = past.filter(({ text }) => {
    left -= text.length;
    return left >= 0;
  });
  writeKept(keptKey("history", place), kept);
}

function isDraft(stored: unknown): stored is Draft {
  if (typeof stored !== "object" || stored === null) return false;
  if (!("messageKey" in stored && "kind" in stored && "text" in stored)) return false;
  const { messageKey, kind, text } = stored;
  const isKind = BODY_KINDS.some((known) => known === kind);
  return typeof messageKey === "string" && isKind && typeof text === "string";
}
