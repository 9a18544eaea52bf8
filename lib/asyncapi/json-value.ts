// Plain data as a YAML or JSON document yields it, and safe access to it.
// Keys come from users' files: never index such data with a key of theirs except through this file.

/** A value of a JSON document. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** An object of a JSON document. */
export type JsonObject = { [key: string]: JsonValue };

/** Steps from the root of a document to one of its values: keys of objects, indexes of arrays. */
export type Path = readonly (string | number)[];

/** True for objects, false for arrays and null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Own member of an object or array; undefined where there is none (inherited members do not count). */
export function memberOf(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (Array.isArray(value)) return typeof step === "number" ? value[step] : undefined;
  if (isJsonObject(value) && Object.hasOwn(value, step)) return value[step];
  return undefined;
}

/** The value at a path, undefined where the path leaves the data. */
export function valueAt(root: JsonValue | undefined, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(memberOf, root);
}

/** The object at a path, or an empty one where there is none. */
export function objectAt(root: JsonValue | undefined, path: Path): JsonObject {
  const found = valueAt(root, path);
  return isJsonObject(found) ? found : {};
}

/** The text at a path, or null where there is none. */
export function textAt(root: JsonValue | undefined, path: Path): string | null {
  const found = valueAt(root, path);
  return typeof found === "string" ? found : null;
}

/** An object made of entries, own properties all, `__proto__` included. */
export function objectFrom(entries: Iterable<readonly [string, JsonValue]>): JsonObject {
  return Object.fromEntries(entries);
}

/** Deep equality; the order of an object's keys does not matter. */
export function isSameValue(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSameValue(item, right[index]));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSameValue(left[key], right[key]))
  );
}
