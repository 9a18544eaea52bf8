// What the message list of a console was filtered by, kept in the tab. A connection is told by its number, which a reload
// gives to another: that part is not kept.
import { keptKey } from "./console-place.ts";
import { readKept, writeKept } from "./kept-values.ts";
import { FURTHER_NAMINGS, type ListFilter, NO_FILTER } from "./list-filter.ts";

/** What an API's console was filtered by; nothing where that is not known. */
export function keptFilter(place: string): ListFilter {
  const stored = readKept(keptKey("filter", place));
  return isFilter(stored) ? { ...stored, connection: null } : NO_FILTER;
}

export function keepFilter(place: string, filter: ListFilter): void {
  writeKept(keptKey("filter", place), { ...filter, connection: null });
}

function isFilter(stored: unknown): stored is ListFilter {
  if (typeof stored !== "object" || stored === null) return false;
  if (!("direction" in stored && "validity" in stored && "naming" in stored && "search" in stored))
    return false;
  const { direction, validity, naming, search } = stored;
  const isKnown = ["all", "sent", "received"].some((it) => it === direction);
  const isChecked = ["all", "valid", "invalid"].some((it) => it === validity);
  return isKnown && isChecked && isNaming(naming) && typeof search === "string";
}

function isNaming(stored: unknown): boolean {
  if (typeof stored !== "object" || stored === null || !("kind" in stored)) return false;
  if (stored.kind === "named") return "name" in stored && typeof stored.name === "string";
  return ["any", ...FURTHER_NAMINGS.map(([kind]) => kind)].some((it) => it === stored.kind);
}
