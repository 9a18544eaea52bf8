// Parts that the converter would lose are hidden from it under keys it carries along unseen, with the place they came from.
import { isJsonObject, type JsonObject, type JsonValue, type Path } from "#lib/asyncapi/json-value.ts";

/** Keys that no AsyncAPI has. */
export const MARKED_KEYS = { security: "\0security", parameters: "\0parameters" } as const;

type Marked = keyof typeof MARKED_KEYS;

/** Hides a member of an object, which is changed. */
export function hide(holder: JsonObject, name: Marked, path: Path): void {
  const value = holder[name];
  delete holder[name];
  if (value !== undefined) holder[MARKED_KEYS[name]] = { value, path: [...path, name] };
}

/** What was hidden under a key, and where it stood; null for any other member. */
export function hiddenPart(
  key: string,
  member: JsonValue,
): { readonly name: Marked; readonly value: JsonValue; readonly path: Path } | null {
  const name = (["security", "parameters"] as const).find((part) => MARKED_KEYS[part] === key);
  if (name === undefined || !isJsonObject(member) || !Array.isArray(member.path)) return null;
  const path = member.path.filter((step) => typeof step === "string" || typeof step === "number");
  return { name, value: member.value ?? null, path };
}
