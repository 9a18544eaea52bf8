// Which messages of a definition have passed in a console, kept in the tab through a reload.
import { keptKey } from "./console-place.ts";
import { readKept, writeKept } from "./kept-values.ts";

/** What passed before in an API's console, as `coverage.ts` names it; nothing where that is not known. */
export function keptCoverage(place: string): readonly string[] {
  const stored = readKept(keptKey("coverage", place));
  return Array.isArray(stored) ? stored.filter((key) => typeof key === "string") : [];
}

export function keepCoverage(place: string, coverage: readonly string[]): void {
  writeKept(keptKey("coverage", place), coverage);
}
