// What a message of AsyncAPI 2 is called in a document of AsyncAPI 3, where each has a key.
import { isJsonObject, type JsonValue, textAt } from "#lib/asyncapi/json-value.ts";
import { listRefs, pathOfRef, placeOfRef, refOf, resolveObject } from "#lib/asyncapi/local-ref.ts";

const MAX_LENGTH = 200;

/** A legal key from its `messageId`, the key it is stored by, its name or its title; null where it has none of them. */
export function messageName(document: JsonValue, message: JsonValue): string | null {
  const target = isJsonObject(message) ? resolveObject(document, message) : {};
  const ref = refOf(message);
  const stored = ref === null ? null : storedKey(document, ref);
  const names = [textAt(target, ["messageId"]), stored, textAt(target, ["name"]), textAt(target, ["title"])];
  for (const name of names) {
    const key = (name ?? "").slice(0, MAX_LENGTH).replace(/[^A-Za-z0-9_.-]+/g, "-");
    if (/[A-Za-z0-9]/.test(key) && key !== "__proto__") return key;
  }
  return null;
}

/** By each reference of a document that leads to an operation's message, what that one is called. */
export function namesByRef(document: JsonValue): ReadonlyMap<string, string | null> {
  const refs = new Set(listRefs(document).map(({ ref }) => ref));
  const toMessages = [...refs].filter((ref) => /\/message(?:\/oneOf\/\d+)*$/.test(ref));
  return new Map(toMessages.map(($ref) => [$ref, messageName(document, { $ref })]));
}

/** Messages of operations and of choices have no key: what leads to them ends in `message` or a number. */
function storedKey(document: JsonValue, ref: string): string | null {
  const named = pathOfRef(ref);
  if (named === null) return ref.split(/[/#]/).at(-1) ?? null;
  if (named.at(-2) === "messages") return named.at(-1) ?? null;
  const place = placeOfRef(document, ref);
  return place?.at(-2) === "messages" ? String(place.at(-1)) : null;
}
