// Search in what passed: words in the text, or a JSON path with what stands there: `$.user`, `$..user=ann`, `$.n[*]=5`.
import { pathAtStart, pathProblem, valuesAtPath } from "./json-path.ts";
import { canonicalJson, exactJson, SHORT_CHARACTERS } from "./json-text.ts";
import type { Body } from "./transcript.ts";

/**
 * Makes a test of what was typed. Texts are compared without regard to case; one of several values at a path is enough; longer
 * JSON is searched as text only.
 */
export function bodySearch(typed: string): (body: Body) => boolean {
  const words = typed.trim().toLowerCase();
  if (words === "") return () => true;
  const asked = askedIn(typed);
  if (asked === null) return (body) => typeof body === "string" && body.toLowerCase().includes(words);
  const { path, wanted } = asked;
  return (body) => {
    if (typeof body !== "string" || body.length > SHORT_CHARACTERS) return false;
    const read = exactJson(body);
    const found = read === undefined ? [] : valuesAtPath(read, path);
    return wanted === null ? found.length > 0 : found.some((value) => isMeant(value, wanted));
  };
}

/** Why something that begins as a path is searched as words; null where it is a path, or is meant as words. */
export function searchProblem(typed: string): string | null {
  const text = typed.trim();
  if (!/^\$[.[]/.test(text) || askedIn(text) !== null) return null;
  return `Searched as words. For a path, ${pathProblem(text, pathAtStart(text).end)}.`;
}

function askedIn(typed: string) {
  const text = typed.trim();
  const { path, end } = pathAtStart(text);
  const rest = text.slice(end).trimStart();
  if (end === 0 || (rest !== "" && !rest.startsWith("="))) return null;
  return { path, wanted: rest === "" ? null : rest.slice(1).trim() };
}

function isMeant(found: unknown, wanted: string): boolean {
  if (typeof found === "string" && found.toLowerCase() === wanted.toLowerCase()) return true;
  return canonicalJson(found) === canonicalJson(exactJson(wanted));
}
