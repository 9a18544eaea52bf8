// What is found wrong in a definition, at a place a person can go to.

/** One finding. Line and column count from 1; `code` is stable and made of kebab-case words. */
export type Diagnostic = {
  readonly severity: "error" | "warning" | "info";
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
};

/** True where at least one finding keeps the definition from being saved or run. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
