// An example made of a schema by openapi-sampler. Before it is asked, the schema is written out without references and
// cut: where it comes back to itself, where it grows too large, and where many items or a long text are asked for. Pure.
import { sample } from "openapi-sampler";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectFrom,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf, resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { distinctValues, multipleIn } from "./example-distinct.ts";
import { textLike } from "./example-text.ts";

const MAX_PARTS = 300;
const MAX_DEPTH = 12;
const MAX_ITEMS = 20;
const MAX_LENGTH = 500;
/** Keys that mean more than themselves to code that assigns them. */
const LOADED: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
const LOADED_KEY = /"(?:__proto__|constructor|prototype)"/;

type Cut = { readonly root: JsonValue; left: number };
/** Above a schema: the references, and how many times over it is written out. */
type Above = { readonly refs: readonly string[]; readonly depth: number; readonly times: number };

/** Undefined where nothing can be made of it. Nothing says that it fits its schema. */
export function sampleOf(root: JsonValue, schema: JsonValue): JsonValue | undefined {
  const cut = cutSchema({ root, left: MAX_PARTS }, schema, { refs: [], depth: 0, times: 1 });
  return cut === null ? undefined : sampled(cut);
}

function sampled(schema: JsonObject): JsonValue | undefined {
  try {
    // What it makes of plain data is plain data.
    return sample(schema as object, { quiet: true }) as JsonValue | undefined;
  } catch {
    return undefined;
  }
}

/** Null where there is no value to show: it refers to itself, or is too much. */
function cutSchema(cut: Cut, value: JsonValue, above: Above): JsonObject | null {
  cut.left -= above.times;
  if (cut.left < 0 || above.depth > MAX_DEPTH || value === false) return null;
  const ref = refOf(value);
  if (ref !== null && above.refs.includes(ref)) return null;
  const schema = resolveValue(cut.root, value);
  if (schema === undefined) return null;
  if (!isJsonObject(schema)) return {};
  const given = givenValue(schema);
  if (given !== undefined) return { const: given };
  const below = { ...above, refs: ref === null ? above.refs : [...above.refs, ref], depth: above.depth + 1 };
  const choice = cutChoice(cut, schema, below);
  if (choice === null) return null;
  const sought = soughtValue(schema);
  if (sought !== undefined) return { const: sought };
  return {
    ...scalarsOf(schema),
    ...cutObject(cut, schema, below),
    ...cutItems(cut, schema, below),
    ...choice,
  };
}

/** What the schema itself names as a value. */
function givenValue(schema: JsonObject): JsonValue | undefined {
  const lists = [schema.examples, schema.enum].map((list) => (Array.isArray(list) ? list[0] : undefined));
  const given = [schema.const, lists[0], schema.example, schema.default, lists[1]].find(
    (each) => each !== undefined,
  );
  if (given === undefined || !isJsonObject(given)) return given;
  return LOADED_KEY.test(JSON.stringify(given)) ? undefined : given;
}

/** A value that the sampler would not look for. */
function soughtValue(schema: JsonObject): JsonValue | undefined {
  const type = typeOf(schema);
  if (type === "number" || type === "integer") return multipleIn({ ...schema, type });
  if (type !== "string") return undefined;
  if (schema.format === "duration") return "P1D";
  const { pattern, minLength: least = 0, maxLength: most = MAX_LENGTH } = schema;
  if (typeof pattern !== "string" || typeof least !== "number" || typeof most !== "number") return undefined;
  return least > MAX_LENGTH ? undefined : textLike(pattern, least, most);
}

/** Of several types the one that says most. */
function typeOf(schema: JsonObject): JsonValue | undefined {
  return [schema.type].flat().find((each) => typeof each === "string" && each !== "null");
}

function scalarsOf(schema: JsonObject): JsonObject {
  const made: JsonObject = {};
  const type = typeOf(schema);
  if (type !== undefined) made.type = type;
  if (typeof schema.format === "string") made.format = schema.format;
  for (const name of ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]) {
    const limit = schema[name];
    if (typeof limit === "number" || typeof limit === "boolean") made[name] = limit;
  }
  for (const name of ["minLength", "maxLength"]) {
    const length = schema[name];
    if (typeof length === "number") made[name] = Math.min(length, MAX_LENGTH);
  }
  return made;
}

function cutObject(cut: Cut, schema: JsonObject, above: Above): JsonObject {
  const properties = Object.entries(objectAt(schema, ["properties"]));
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  // What is required first: it is the last to be left out.
  const inOrder = [...properties].sort(([a], [b]) => Number(required.has(b)) - Number(required.has(a)));
  const made = new Map<string, JsonObject>();
  for (const [name, property] of inOrder) {
    const part = LOADED.has(name) ? null : cutSchema(cut, property, above);
    if (part !== null) made.set(name, part);
  }
  if (made.size === 0 && properties.length === 0 && isJsonObject(schema.additionalProperties)) {
    const part = cutSchema(cut, schema.additionalProperties, above);
    return part === null ? {} : { properties: { key: part } };
  }
  const shown = properties.flatMap(([name]) => {
    const part = made.get(name);
    return part === undefined ? [] : [[name, part] as const];
  });
  return shown.length > 0 ? { properties: objectFrom(shown) } : {};
}

function cutItems(cut: Cut, schema: JsonObject, above: Above): JsonObject {
  const tuple = [schema.items, schema.prefixItems].find(Array.isArray);
  if (tuple) return { items: tuple.map((item) => cutSchema(cut, item, above) ?? { const: null }) };
  if (!isJsonObject(schema.items)) return {};
  const asked = typeof schema.minItems === "number" ? Math.max(1, schema.minItems) : 1;
  const most = typeof schema.maxItems === "number" ? Math.max(0, schema.maxItems) : MAX_ITEMS;
  const count = Math.min(asked, most, MAX_ITEMS);
  const items = cutSchema(cut, schema.items, { ...above, times: above.times * Math.max(1, count) });
  if (items === null) return { type: "array", maxItems: 0 };
  const distinct =
    schema.uniqueItems === true && count > 1 ? distinctItems(cut, schema.items, items, count) : null;
  return { items: distinct ?? items, minItems: count, maxItems: count };
}

/** Each item by itself, none like another; null where they cannot be told apart. */
function distinctItems(cut: Cut, written: JsonObject, items: JsonObject, count: number): JsonObject[] | null {
  const first = sampled(items);
  const values =
    first === undefined ? undefined : distinctValues(resolveObject(cut.root, written), first, count);
  return values === undefined ? null : values.map((value) => ({ const: value }));
}

/** The first alternative that can be shown; null where there are some and none can be. */
function cutChoice(cut: Cut, schema: JsonObject, above: Above): JsonObject | null {
  const parts = Array.isArray(schema.allOf) ? schema.allOf : [];
  const all = parts.flatMap((part) => cutSchema(cut, part, above) ?? []);
  for (const name of ["oneOf", "anyOf"]) {
    const options = schema[name];
    if (!Array.isArray(options) || options.length === 0) continue;
    const first = firstOf(options, (option) => cutSchema(cut, option, above));
    if (first === null) return null;
    all.push(first);
  }
  return all.length > 0 ? { allOf: all } : {};
}

function firstOf(
  options: readonly JsonValue[],
  make: (option: JsonValue) => JsonObject | null,
): JsonObject | null {
  for (const option of options) {
    const isNull = isJsonObject(option) && textAt(option, ["type"]) === "null";
    const made = isNull && options.length > 1 ? null : make(option);
    if (made !== null) return made;
  }
  return null;
}
