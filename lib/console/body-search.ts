// Search in what passed: words in the text, or a JSON path with what stands there: `$.user`, `$.user=ann`, `$.n=5`.
import { pathSteps, valueAtPath } from "./json-path.ts";
import { canonicalJson, exactJson, SHORT_CHARACTERS } from "./json-text.ts";
import type { Body } from "./transcript.ts";

/** Makes a test of what was typed. Texts are compared without regard to case; longer JSON is searched as text only. */
export function bodySearch(typed: string): (body: Body) => boolean {
  const words = typed.trim().toLowerCase();
  if (words === "") return () => true;
  const [path = "", wanted] = split(typed.trim());
  if (pathSteps(path) === null)
    return (body) => typeof body === "string" && body.toLowerCase().includes(words);
  return (body) => {
    if (typeof body !== "string" || body.length > SHORT_CHARACTERS) return false;
    const found = valueAtPath(exactJson(body), path);
    return found !== undefined && (wanted === undefined || isMeant(found, wanted));
  };
}

function split(typed: string): readonly string[] {
  const at = typed.indexOf("=");
  return at < 0 ? [typed] : [typed.slice(0, at).trim(), typed.slice(at + 1).trim()];
}

function isMeant(found: unknown, wanted: string): boolean {
  if (typeof found === "string" && found.toLowerCase() === wanted.toLowerCase()) return true;
  return canonicalJson(found) === canonicalJson(exactJson(wanted));
}
