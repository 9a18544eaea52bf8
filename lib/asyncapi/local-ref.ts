// Local references (`$ref: '#/…'`) of a document: pointers to paths and back, and safe resolving.
// External references are never followed.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  memberOf,
  type Path,
  textAt,
  valueAt,
} from "#lib/asyncapi/json-value.ts";

/** Longest chain of references that is followed; longer ones, and circles, do not resolve. */
const MAX_CHAIN = 20;
/** No document nests deeper, so that a longer reference leads nowhere; looking for it would take its length squared. */
const MAX_STEPS = 200;

/** The path a local reference names; null for an external, malformed or overlong one. */
export function pathOfRef(ref: string): string[] | null {
  if (ref === "#") return [];
  if (!ref.startsWith("#/")) return null;
  const steps = ref.slice("#/".length).split("/", MAX_STEPS + 1);
  if (steps.length > MAX_STEPS) return null;
  return steps.map((step) => decoded(step).replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The local reference to a path, as a URI fragment (RFC 6901, section 6). */
export function refToPath(path: Path): string {
  const steps = path.map((step) =>
    encodeURI(String(step).replaceAll("~", "~0").replaceAll("/", "~1")).replaceAll("#", "%23"),
  );
  return `#/${steps.join("/")}`;
}

/** The reference that a value consists of, or null where it is none. */
export function refOf(value: JsonValue | undefined): string | null {
  return isJsonObject(value) ? textAt(value, ["$ref"]) : null;
}

/**
 * Follows references from a path to where the value itself stands, also those that the path leads through, as the reference
 * parser does: `#/channels/a/messages/m` where the channel `a` is a reference. Null where that leads nowhere or outside.
 */
export function resolvePath(root: JsonValue, path: Path): Path | null {
  let current = path;
  for (let hops = 0; hops < MAX_CHAIN; hops += 1) {
    const depth = valueAt(root, current) === undefined ? refOnTheWay(root, current) : current.length;
    if (depth === null) return null;
    const ref = refOf(valueAt(root, current.slice(0, depth)));
    if (ref === null) return current;
    const target = pathOfRef(ref);
    if (target === null) return null;
    current = arrayAware(root, [...target, ...current.slice(depth).map(String)]);
  }
  return null;
}

/** How many steps of a path lead to the first reference that it goes through; null where it goes through none. */
function refOnTheWay(root: JsonValue, path: Path): number | null {
  for (let depth = 1; depth < path.length; depth += 1)
    if (refOf(valueAt(root, path.slice(0, depth))) !== null) return depth;
  return null;
}

/** Where that stands which a reference stands for; null where it leads nowhere or outside. */
export function placeOfRef(root: JsonValue, ref: string): Path | null {
  const target = pathOfRef(ref);
  return target === null ? null : resolvePath(root, arrayAware(root, target));
}

/** True for a reference within the document to what is not there; what another document may have is not missing. */
export function leadsNowhere(root: JsonValue, ref: string): boolean {
  if (!ref.startsWith("#")) return false;
  const target = pathOfRef(ref);
  return target === null || (resolvePath(root, target) === null && !endsOutside(root, target));
}

/** True where a path leads on to another document, or through a part that stands in one: nobody can tell what is there. */
export function endsOutside(root: JsonValue, path: Path): boolean {
  let current: Path | null = path;
  for (let hops = 0; hops < MAX_CHAIN && current !== null; hops += 1) {
    for (let depth = 1; depth <= current.length; depth += 1) {
      const ref = refOf(valueAt(root, current.slice(0, depth)) ?? null);
      if (ref !== null && !ref.startsWith("#")) return true;
    }
    const next = refOf(valueAt(root, current) ?? null);
    current = next === null ? null : pathOfRef(next);
  }
  return false;
}

/** The value a reference or a plain value stands for; undefined where a reference does not resolve. */
export function resolveValue(root: JsonValue, value: JsonValue | undefined): JsonValue | undefined {
  const ref = refOf(value);
  if (ref === null) return value;
  const place = placeOfRef(root, ref);
  return place === null ? undefined : valueAt(root, place);
}

/** The value one reference names, which may be a reference again; undefined where it names nothing. */
export function namedBy(root: JsonValue, ref: string): JsonValue | undefined {
  const target = pathOfRef(ref);
  return target === null ? undefined : valueAt(root, arrayAware(root, target));
}

/** Like `resolveValue`; an empty object where that is no object. */
export function resolveObject(root: JsonValue, value: JsonValue | undefined): JsonObject {
  const resolved = resolveValue(root, value);
  return isJsonObject(resolved) ? resolved : {};
}

/** Every reference in a value, with the path of the object that holds it. */
export function listRefs(root: JsonValue): { path: Path; ref: string }[] {
  const found: { path: Path; ref: string }[] = [];
  const walk = (value: JsonValue, path: Path): void => {
    const ref = refOf(value);
    if (ref !== null) found.push({ path, ref });
    if (Array.isArray(value)) value.forEach((item, index) => void walk(item, [...path, index]));
    else if (isJsonObject(value)) for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
  };
  walk(root, []);
  return found;
}

/** Steps of digits become indexes where the data has an array. */
export function arrayAware(root: JsonValue, steps: readonly string[]): Path {
  let value: JsonValue | undefined = root;
  return steps.map((step) => {
    const found = Array.isArray(value) ? Number(step) : step;
    value = memberOf(value, found);
    return found;
  });
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
