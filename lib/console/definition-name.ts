// Names of the definitions that a schema takes along: readable, and the same in a reference as where they stand. Pure.
import { isJsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";

const NAMELESS = "part";

/** The name that it has in the document, as far as that is free and reads the same in a reference. */
export function freeDefinitionName(given: string, taken: { has: (name: string) => boolean }): string {
  const base = /^[A-Za-z_][\w.-]*$/.test(given) ? given : NAMELESS;
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
  return name;
}

/** The name of the definition that a schema refers to; null where it has none by which people know it. */
export function knownDefinitionName(schema: JsonValue | undefined): string | null {
  if (!isJsonObject(schema) || typeof schema.$ref !== "string") return null;
  const name = schema.$ref.split("/").at(-1) ?? "";
  return name === NAMELESS || name.startsWith(`${NAMELESS}-`) ? null : name;
}
