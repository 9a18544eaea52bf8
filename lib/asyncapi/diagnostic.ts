// What is found wrong in a definition, at a place a person can go to.
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";

/** Edits of the text that put right what was found, and what they do, as the words of a button. */
export type Mend = { readonly label: string; readonly edits: readonly SourceEdit[] };

/** One finding. Line and column count from 1; `code` is stable and made of kebab-case words. */
export type Diagnostic = {
  readonly severity: "error" | "warning" | "info";
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** Only where it is plain what was meant. */
  readonly mend?: Mend;
};

/** True where at least one finding keeps the definition from being saved or run. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
