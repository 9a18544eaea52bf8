// Which message of the definition something is that passed: by what sets the messages apart, then by trial.
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";
import type { ConsoleMessage } from "./catalogue.ts";
import { atPointer } from "./json-pointer.ts";

export type Naming =
  | { readonly kind: "named"; readonly message: ConsoleMessage }
  /** Several fit, and nothing tells them apart. */
  | { readonly kind: "ambiguous"; readonly messages: readonly ConsoleMessage[] }
  | { readonly kind: "unknown" };

/** `fits` says whether a value fits a message's schema; it is asked only where constants do not decide. */
export function nameMessage(
  value: unknown,
  candidates: readonly ConsoleMessage[],
  fits: (message: ConsoleMessage) => boolean,
): Naming {
  const told = candidates.filter((message) => marksOf(message).length > 0);
  const marked = told.filter((message) => marksOf(message).every((mark) => holds(mark, value)));
  const [only] = marked;
  if (marked.length === 1 && only) return { kind: "named", message: only };
  const rest = marked.length > 1 ? marked : candidates.filter((message) => !told.includes(message));
  const fitting = rest.filter((message) => message.schema !== null && fits(message));
  const [first] = fitting;
  if (fitting.length === 1 && first) return { kind: "named", message: first };
  if (fitting.length > 1) return { kind: "ambiguous", messages: fitting };
  return marked.length > 1 ? { kind: "ambiguous", messages: marked } : { kind: "unknown" };
}

/** A place in a payload that has one value in all messages of a kind. */
type Mark = { readonly path: readonly string[]; readonly value: JsonValue };

const MAX_DEPTH = 3;
const marks = new WeakMap<ConsoleMessage, readonly Mark[]>();

/** The constants of required properties, to some depth: `const`, or an enum of one. */
function marksOf(message: ConsoleMessage): readonly Mark[] {
  const known = marks.get(message);
  if (known) return known;
  const { schema } = message;
  const found = isJsonObject(schema) ? marksIn(schema, schema, [], 0) : [];
  marks.set(message, found);
  return found;
}

function marksIn(root: JsonObject, given: JsonValue, path: readonly string[], depth: number): Mark[] {
  const schema = resolved(root, given);
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return [];
  const fixed = fixedOf(schema);
  if (fixed !== undefined) return path.length === 0 ? [] : [{ path, value: fixed }];
  const parts = Array.isArray(schema.allOf) ? schema.allOf.slice(0, 20) : [];
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const own = required.flatMap((name) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return property === undefined ? [] : marksIn(root, property, [...path, name], depth + 1);
  });
  return [...own, ...parts.flatMap((part) => marksIn(root, part, path, depth + 1))];
}

function fixedOf(schema: JsonObject): JsonValue | undefined {
  const value = Array.isArray(schema.enum) && schema.enum.length === 1 ? schema.enum[0] : schema.const;
  return typeof value === "object" ? undefined : value;
}

function resolved(root: JsonObject, schema: JsonValue): JsonValue | undefined {
  if (!isJsonObject(schema) || typeof schema.$ref !== "string") return schema;
  return schema.$ref.startsWith("#") ? atPointer(root, schema.$ref.slice(1)) : undefined;
}

function holds({ path, value }: Mark, payload: unknown): boolean {
  let at: unknown = payload;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return false;
    at = Reflect.get(at, step);
  }
  return at === value;
}
