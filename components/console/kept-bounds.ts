// How much of a transcript a console keeps, as chosen in this tab.
import { DEFAULT_BOUNDS, type TranscriptBounds } from "#lib/console/transcript.ts";
import { keptKey } from "./console-place.ts";
import { readKept, writeKept } from "./kept-values.ts";

/** What can be chosen. A longer list is slower to search than anybody reads it. */
export const ENTRY_BOUNDS = [1_000, 5_000, 20_000, 50_000] as const;
export const BYTE_BOUNDS = [2_000_000, 8_000_000, 32_000_000, 128_000_000] as const;

/** What was chosen for an API's console; the default where nothing was, or nothing that can be chosen. */
export function keptBounds(place: string): TranscriptBounds {
  const stored = readKept(keptKey("bounds", place));
  return isBounds(stored) ? stored : DEFAULT_BOUNDS;
}

export function keepBounds(place: string, bounds: TranscriptBounds): void {
  writeKept(keptKey("bounds", place), bounds);
}

function isBounds(stored: unknown): stored is TranscriptBounds {
  if (typeof stored !== "object" || stored === null) return false;
  if (!("entries" in stored) || !("bytes" in stored)) return false;
  const { entries, bytes } = stored;
  return ENTRY_BOUNDS.some((it) => it === entries) && BYTE_BOUNDS.some((it) => it === bytes);
}
