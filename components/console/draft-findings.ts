// What is found in a message that is typed, at its place in the text as it is written: templates take another room there
// than what is filled in for them.
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { brokenAt, type JsonPart, jsonParts, partAt } from "#lib/console/form/json-parts.ts";
import { pathSteps } from "#lib/console/json-path.ts";
import { SHORT_CHARACTERS } from "#lib/console/json-text.ts";
import type { Prepared } from "./draft.ts";

/** None where the text is empty, or so long that finding the places would slow each key. */
export function draftFindings(
  text: string,
  { misfits, isBroken }: Pick<Prepared, "misfits" | "isBroken">,
): readonly Diagnostic[] {
  if (text === "" || text.length > SHORT_CHARACTERS) return [];
  if (isBroken) {
    const words = "This is no JSON from here on.";
    return [findingAt(text, brokenAt(text) ?? 0, { code: "no-json", words })];
  }
  if (misfits.length === 0) return [];
  const whole = jsonParts(text);
  return misfits.map(({ path, words }) => findingAt(text, placeOf(whole, path), { code: "misfit", words }));
}

/** Where a value stands, or the nearest around it that can be told. */
function placeOf(whole: JsonPart | null, path: string): number {
  const steps = pathSteps(path) ?? [];
  for (let depth = steps.length; depth > 0; depth -= 1) {
    const part = partAt(whole, steps.slice(0, depth));
    if (part) return part.from;
  }
  return whole?.from ?? 0;
}

function findingAt(
  text: string,
  at: number,
  { code, words }: { readonly code: string; readonly words: string },
): Diagnostic {
  const before = text.slice(0, at).split(/\r\n?|\n/);
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { severity: "warning", code, message: words, line: before.length, column };
}
