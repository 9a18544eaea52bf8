// From one finding to the next, by where the cursor is, and what is said of each. Pure.
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";

type Place = { readonly line: number; readonly column: number };
export type Step = "next" | "previous";

const compare = (one: Place, other: Place) => one.line - other.line || one.column - other.column;

/** Findings in the order of the text. */
export function inOrder(findings: readonly Diagnostic[]): Diagnostic[] {
  return [...findings].sort(compare);
}

/**
 * Index of the finding after or before the cursor in `findings`, which are in order; round and round. `last` is the one
 * that was gone to before: several stand at one place. -1 where there is none.
 */
export function stepTo(
  findings: readonly Diagnostic[],
  cursor: Place,
  last: Diagnostic | null,
  step: Step,
): number {
  const count = findings.length;
  const here = last === null ? -1 : findings.indexOf(last);
  if (last !== null && here !== -1 && compare(last, cursor) === 0)
    return (here + (step === "next" ? 1 : count - 1)) % count;
  if (step === "next") {
    const after = findings.findIndex((finding) => compare(finding, cursor) > 0);
    return after === -1 && count > 0 ? 0 : after;
  }
  const before = findings.findLastIndex((finding) => compare(finding, cursor) < 0);
  return before === -1 ? count - 1 : before;
}

const kinds = { error: "Error", warning: "Warning", info: "Hint" } as const;

/** What stands at the place of a finding. */
export function findingWords({ severity, message }: Diagnostic): string {
  return `${kinds[severity]}: ${message}`;
}

/** What is said of a finding that was gone to. */
export function stepWords(findings: readonly Diagnostic[], index: number): string {
  const finding = findings[index];
  if (finding === undefined) return "Nothing was found.";
  const { severity, line, message } = finding;
  return `${kinds[severity]}, ${index + 1} of ${findings.length}, line ${line}: ${message}`;
}
