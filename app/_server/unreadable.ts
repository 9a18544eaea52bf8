// Why a definition that could not be read was not: because of its text, or because there was no time for it.
import type { DefinitionFacts } from "#lib/definition-work/jobs.ts";
import { type Refusal, refuse } from "#lib/kernel/outcome.ts";

/** Findings that are about the reading, not about what is written. */
const READING_FAILED: ReadonlyMap<string, string> = new Map([
  ["definition-busy", "definition_busy"],
  ["definition-too-slow", "definition_too_slow"],
]);

/** Refusals: `definition_invalid`, `definition_too_slow`, `definition_busy`. */
export function whyUnreadable({ diagnostics: [first] }: Pick<DefinitionFacts, "diagnostics">): Refusal {
  const code = first && READING_FAILED.get(first.code);
  return first && code
    ? refuse(code, first.message)
    : refuse("definition_invalid", "The definition has errors: mend its source first.");
}
