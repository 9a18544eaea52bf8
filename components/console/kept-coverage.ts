// Which messages of a definition have passed in a console, kept in the tab through a reload.
import { readKept, writeKept } from "./kept-values.ts";

/** What passed before in an API's console, as `coverage.ts` names it; nothing where that is not known. */
export function keptCoverage(apiId: string): readonly string[] {
  const stored = readKept(keyOf(apiId));
  return Array.isArray(stored) ? stored.filter((key) => typeof key === "string") : [];
}

export function keepCoverage(apiId: string, coverage: readonly string[]): void {
  writeKept(keyOf(apiId), coverage);
}

function keyOf(apiId: string): string {
  return `sluice.console.coverage ${apiId}`;
}
