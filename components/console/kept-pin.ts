// Which entry of a console's transcript times are counted from, kept in the tab through a reload.
import { keptKey } from "./console-place.ts";
import { readKept, writeKept } from "./kept-values.ts";
import type { PinnedEntry } from "./pinned-entry.ts";

/** Of no entry: what passed before a reload is read anew, and has other ids then. */
const UNKNOWN_ID = 0;

/** What was pinned in an API's console before the page was reloaded, without its id; null where nothing was. */
export function keptPin(place: string): PinnedEntry | null {
  const stored = readKept(keptKey("pinned", place));
  return isPin(stored) ? { ...stored, id: UNKNOWN_ID } : null;
}

export function keepPin(place: string, pinned: PinnedEntry | null): void {
  writeKept(keptKey("pinned", place), pinned);
}

function isPin(stored: unknown): stored is PinnedEntry {
  if (typeof stored !== "object" || stored === null) return false;
  if (!("at" in stored && "kind" in stored && "size" in stored && "words" in stored)) return false;
  const { at, kind, size, words } = stored;
  const isKnown = kind === "event" || kind === "message";
  return isKnown && Number.isFinite(at) && Number.isInteger(size) && typeof words === "string";
}
