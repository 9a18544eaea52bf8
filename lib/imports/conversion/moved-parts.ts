// Parts of AsyncAPI 2 that references lead to and that stand elsewhere in AsyncAPI 3: schemas of parameters, messages of a
// choice that is stored, and payloads of other formats. What stands in channels is moved along by the converter.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectFrom,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { namedBy, pathOfRef, refOf, refToPath, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { uniqueKey } from "#lib/topics/channel-key.ts";
import { messageName } from "./message-name.ts";

/** A choice among choices of itself has no end. */
export const MAX_CHOICES_DEEP = 5;

/**
 * Before the conversion: AsyncAPI 3 has no schema of parameters, so that those which references lead into are copied to the
 * schemas of the components. Changes the document.
 */
export function keepParameterSchemas(document: JsonObject): void {
  const kept: [string, JsonValue][] = [];
  const keyByPlace = new Map<string, string>();
  const taken = new Set(Object.keys(objectAt(document, ["components", "schemas"])));
  const follow = (path: Path): Path | null => {
    const end = memberEnd(path, "parameters");
    if (end === null || path[end] !== "schema") return null;
    const place = resolvePath(document, path.slice(0, end));
    const schema = place === null ? undefined : valueAt(document, [...place, "schema"]);
    if (place === null || schema === undefined) return null;
    const identity = JSON.stringify(place);
    let key = keyByPlace.get(identity);
    if (key === undefined) {
      key = uniqueKey(String(place.at(-1)).replace(/[^A-Za-z0-9_.-]+/g, "-"), taken);
      taken.add(key);
      keyByPlace.set(identity, key);
      kept.push([key, structuredClone(schema)]);
    }
    return ["components", "schemas", key, ...path.slice(end + 1)];
  };
  moveRefs(document, follow);
  // A copy made before its own references were moved has them still, and may lead to more.
  for (const [, copy] of kept) moveRefs(copy, follow);
  if (kept.length === 0) return;
  const components = isJsonObject(document.components) ? document.components : {};
  document.components = components;
  components.schemas = objectFrom([...Object.entries(objectAt(components, ["schemas"])), ...kept]);
}

/**
 * Before it: a stored message of AsyncAPI 2 may be a choice of several (`oneOf`), and none of AsyncAPI 3 is. Those described in
 * the choice are stored each under a name of its own, and references into the choice lead there. Changes the document.
 */
export function storeChoices(document: JsonObject): void {
  const stored = objectAt(document, ["components", "messages"]);
  const taken = new Set(Object.keys(stored));
  const store = (choices: readonly JsonValue[], name: string, depth: number): JsonValue[] =>
    choices.map((choice, index) => {
      if (!isJsonObject(choice) || refOf(choice) !== null) return choice;
      if (Array.isArray(choice.oneOf)) {
        if (depth < MAX_CHOICES_DEEP) choice.oneOf = store(choice.oneOf, name, depth + 1);
        return choice;
      }
      const key = uniqueKey(messageName(document, choice) ?? `${name}${index + 1}`, taken);
      taken.add(key);
      stored[key] = choice;
      return { $ref: refToPath(["components", "messages", key]) };
    });
  for (const [name, message] of Object.entries(stored))
    if (isJsonObject(message) && Array.isArray(message.oneOf)) message.oneOf = store(message.oneOf, name, 1);
  moveRefs(document, (path) => followChoices(document, path));
}

/** Where a path through choices of stored messages leads; null where it goes through none. */
function followChoices(document: JsonObject, path: Path): Path | null {
  let current = path;
  for (let hops = 0; hops < MAX_CHOICES_DEEP; hops += 1) {
    if (current[0] !== "components" || current[1] !== "messages" || current[3] !== "oneOf") break;
    let depth = 3;
    while (refOf(namedAt(document, current, depth)) === null && current[depth] === "oneOf") depth += 2;
    const ref = refOf(namedAt(document, current, depth));
    const target = depth > current.length || ref === null ? null : pathOfRef(ref);
    if (target === null) break;
    current = [...target, ...current.slice(depth)];
  }
  return current === path ? null : current;
}

function namedAt(document: JsonObject, path: Path, depth: number): JsonValue | undefined {
  return namedBy(document, refToPath(path.slice(0, depth)));
}

/** After it: where a payload has a format of its own, its schema stands in its `schema` (3.0.0, Multi Format Schema Object). */
export function followPayloads(document: JsonValue): void {
  moveRefs(document, (path) => {
    const end = memberEnd(path, "messages");
    if (end === null || path[end] !== "payload") return null;
    const place = resolvePath(document, path.slice(0, end));
    const payload = place === null ? undefined : valueAt(document, [...place, "payload"]);
    if (!isJsonObject(payload) || !("schemaFormat" in payload && "schema" in payload)) return null;
    return [...path.slice(0, end + 1), "schema", ...path.slice(end + 1)];
  });
}

/** Where the steps end to a member of a kind, which components and channels have; null for what leads to none. */
function memberEnd(path: Path, kind: "parameters" | "messages"): number | null {
  const start = path[0] === "components" ? 1 : 0;
  if (start === 1 && path[1] === kind) return 3;
  return path[start] === "channels" && path[start + 2] === kind ? start + 4 : null;
}

/** Changes the local references of a value to the path that is given for theirs; null leaves one as it is. */
function moveRefs(value: JsonValue, moved: (path: Path) => Path | null): void {
  if (Array.isArray(value)) for (const item of value) moveRefs(item, moved);
  if (!isJsonObject(value)) return;
  const path = typeof value.$ref === "string" ? pathOfRef(value.$ref) : null;
  const target = path === null ? null : moved(path);
  if (target !== null) value.$ref = refToPath(target);
  for (const member of Object.values(value)) moveRefs(member, moved);
}
