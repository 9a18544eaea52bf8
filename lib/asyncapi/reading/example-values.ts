// Facts about the values of examples, and about what they are written for.
import { isJsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";

/** How much a value holds: its parts, and the longest of its texts and keys. Counting ends past `most` parts. */
export function sizeOf(value: JsonValue, most: number): { readonly parts: number; readonly longest: number } {
  let [parts, longest] = [0, 0];
  const waiting: JsonValue[] = [value];
  while (waiting.length > 0 && parts <= most) {
    const next = waiting.pop();
    parts += 1;
    if (typeof next === "string") longest = Math.max(longest, next.length);
    if (Array.isArray(next)) waiting.push(...next.slice(0, most));
    if (!isJsonObject(next)) continue;
    for (const [key, member] of Object.entries(next).slice(0, most)) {
      longest = Math.max(longest, key.length);
      waiting.push(member);
    }
  }
  return { parts, longest };
}

/** True where schemas of this format are JSON Schemas: AsyncAPI's own, JSON Schema, OpenAPI's. */
export function isJsonSchemaFormat(format: string): boolean {
  return /aai\.asyncapi|schema\+(json|yaml)|openapi/.test(format);
}

/** True where messages of this content type are JSON; also where nothing is said. */
export function isJsonContent(contentType: string): boolean {
  return contentType === "" || /^\s*[\w.+-]+\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType);
}
