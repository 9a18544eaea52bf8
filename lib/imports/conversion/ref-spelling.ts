// The converter follows and rewrites references in one spelling only: unescaped but for ~0 and ~1.
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";
import { pathOfRef, refToPath } from "#lib/asyncapi/local-ref.ts";

/** What the document wrote, by the converter's spelling. */
export type RefSpellings = Map<string, string>;

/** Changes the local references of a document to the converter's spelling. */
export function spellForConverter(document: JsonObject): RefSpellings {
  const spellings: RefSpellings = new Map();
  const walk = (value: JsonValue): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isJsonObject(value)) return;
    const { $ref: ref } = value;
    const path = typeof ref === "string" ? pathOfRef(ref) : null;
    if (typeof ref === "string" && path !== null && path.length > 0) {
      const spelling = `#/${path.map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
      spellings.set(spelling, ref);
      value.$ref = spelling;
    }
    for (const member of Object.values(value)) walk(member);
  };
  walk(document);
  return spellings;
}

/** As the document wrote it; where the converter pointed it elsewhere, as a reference is written (RFC 6901, section 6). */
export function respell(spellings: RefSpellings, ref: string): string {
  const written = spellings.get(ref);
  if (written !== undefined || !ref.startsWith("#/")) return written ?? ref;
  const path = ref.slice("#/".length).split("/");
  return refToPath(path.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")));
}
