// What is said of a schema that a reference names and that cannot be shown: it stands in another document, or nowhere.
import type { JsonObject, JsonValue } from "#lib/asyncapi/json-value.ts";
import { leadsNowhere, namedBy, placeOfRef, refOf } from "#lib/asyncapi/local-ref.ts";

/** `isNamed` where the reference leads to one of the document's own, and only that leads on to nothing. */
export type Missing = { readonly words: string; readonly isNamed: boolean };

/** Parts of an `allOf` that are looked at. */
const MAX_PARTS = 50;
/** Longest chain of references that is followed. */
const MAX_CHAIN = 20;

/** Null where the reference leads to something, comes back to itself, or there is none. */
export function missingWords(root: JsonValue, ref: string | null): Missing | null {
  if (ref === null || placeOfRef(root, ref) !== null) return null;
  const last = lastRef(root, ref);
  if (namedBy(root, last) !== undefined) return null;
  const words = leadsNowhere(root, last) ? `not found: ${last}` : `defined elsewhere: ${last}`;
  return { words, isNamed: last !== ref };
}

/** Of the parts that a schema is put together of, those that cannot be shown, in words. */
export function missingParts(root: JsonValue, { allOf }: JsonObject): string[] {
  if (!Array.isArray(allOf)) return [];
  return allOf.slice(0, MAX_PARTS).flatMap((part) => {
    const missing = missingWords(root, refOf(part));
    return missing === null ? [] : [`a part ${missing.words}`];
  });
}

/** The last of the references that lead from one to the next. */
function lastRef(root: JsonValue, ref: string): string {
  let last = ref;
  for (let hops = 0; hops < MAX_CHAIN; hops += 1) {
    const next = refOf(namedBy(root, last));
    if (next === null) break;
    last = next;
  }
  return last;
}
