// A JSON Schema as a flat list of rows a person can read: one row for each property, nested ones by their path.
// Bounded in depth and number: a schema may refer to itself.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  memberOf,
  objectAt,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf, resolveObject } from "#lib/asyncapi/local-ref.ts";

/** One row: a property, an item of a list, or an alternative. */
export type PayloadRow = {
  /** `user.name`, `tags[]`, `[]`; empty for the payload itself where it is no object. */
  readonly path: string;
  /** `string`, `string | null`, `object`, `list of string`; `any` where the schema does not say. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
  /** What else limits the value, ready to show: `date-time`, `one of: "a", "b"`, `at most 10`. */
  readonly constraints: readonly string[];
};

const MAX_DEPTH = 8;
const MAX_ROWS = 300;

type Walk = { readonly root: JsonValue; readonly rows: PayloadRow[] };
type Position = { readonly path: string; readonly isRequired: boolean; readonly trail: readonly string[] };

/** Rows of a schema; `root` is the document that its local references point into. */
export function payloadRows(root: JsonValue, schema: JsonValue | undefined): PayloadRow[] {
  const walk = { root, rows: [] };
  addRows(walk, schema, { path: "", isRequired: true, trail: [] });
  return walk.rows;
}

function addRows(walk: Walk, value: JsonValue | undefined, position: Position): void {
  if (walk.rows.length >= MAX_ROWS || value === undefined) return;
  const ref = refOf(value);
  const isRepeated = ref !== null && position.trail.includes(ref);
  const schema = merged(walk.root, resolveObject(walk.root, value));
  const properties = objectAt(schema, ["properties"]);
  if (position.path !== "" || Object.keys(properties).length === 0)
    walk.rows.push(rowOf(walk.root, schema, position));
  if (isRepeated || position.trail.length >= MAX_DEPTH) return;
  const trail = [...position.trail, ref ?? ""];
  addProperties(walk, schema, properties, { ...position, trail });
  addAlternatives(walk, schema, { ...position, trail });
  const items = schema.items;
  if (!isJsonObject(items)) return;
  const item = merged(walk.root, resolveObject(walk.root, items));
  // A list of plain values says all in its own row.
  if (isStructured(item)) addMembers(walk, items, { path: `${position.path}[]`, isRequired: false, trail });
}

function addProperties(
  walk: Walk,
  schema: JsonObject,
  properties: JsonObject,
  { path, trail }: Position,
): void {
  const required = Array.isArray(schema.required) ? schema.required : [];
  for (const [name, property] of Object.entries(properties)) {
    const at = path === "" ? name : `${path}.${name}`;
    addRows(walk, property, { path: at, isRequired: required.includes(name), trail });
  }
}

/** The members of a list's items: the item itself needs no row of its own. */
function addMembers(walk: Walk, items: JsonObject, position: Position): void {
  const ref = refOf(items);
  if (ref !== null && position.trail.includes(ref)) return;
  const schema = merged(walk.root, resolveObject(walk.root, items));
  const trail = [...position.trail, ref ?? ""];
  if (trail.length > MAX_DEPTH) return;
  addProperties(walk, schema, objectAt(schema, ["properties"]), { ...position, trail });
  addAlternatives(walk, schema, { ...position, trail });
}

function addAlternatives(walk: Walk, schema: JsonObject, position: Position): void {
  for (const keyword of ["oneOf", "anyOf"]) {
    const options = memberOf(schema, keyword);
    if (!Array.isArray(options) || !options.some((option) => isStructured(resolveObject(walk.root, option))))
      continue;
    for (const [index, option] of options.entries()) {
      const title = textAt(resolveObject(walk.root, option), ["title"]) ?? `option ${index + 1}`;
      const path = `${position.path}(${title})`;
      addRows(walk, option, { path, isRequired: false, trail: position.trail });
    }
  }
}

/** A schema with its `allOf` folded in, one level. */
function merged(root: JsonValue, schema: JsonObject): JsonObject {
  if (!Array.isArray(schema.allOf)) return schema;
  const parts = [...schema.allOf.map((part) => resolveObject(root, part)), schema];
  const properties = Object.assign({}, ...parts.map((part) => objectAt(part, ["properties"])));
  const required = parts.flatMap((part) => (Array.isArray(part.required) ? part.required : []));
  return { ...Object.assign({}, ...parts), properties, required };
}

function rowOf(root: JsonValue, schema: JsonObject, { path, isRequired }: Position): PayloadRow {
  const description = textAt(schema, ["description"]) ?? textAt(schema, ["title"]) ?? "";
  return {
    path,
    type: typeText(root, schema, 0),
    isRequired,
    description,
    constraints: constraintsOf(schema),
  };
}

function typeText(root: JsonValue, schema: JsonObject, depth: number): string {
  const { type } = schema;
  const types = Array.isArray(type) ? type.map(String) : typeof type === "string" ? [type] : [];
  const isList = types.includes("array") || (types.length === 0 && schema.items !== undefined);
  if (isList && depth < MAX_DEPTH) {
    const item = isJsonObject(schema.items)
      ? typeText(root, resolveObject(root, schema.items), depth + 1)
      : "any";
    return [...types.filter((name) => name !== "array"), `list of ${item}`].reverse().join(" | ");
  }
  if (types.length > 0) return types.join(" | ");
  if (isJsonObject(schema.properties)) return "object";
  const options = Array.isArray(schema.oneOf) ? schema.oneOf : schema.anyOf;
  if (!Array.isArray(options) || depth >= MAX_DEPTH) return "any";
  return [...new Set(options.map((option) => typeText(root, resolveObject(root, option), depth + 1)))].join(
    " | ",
  );
}

const LIMIT_WORDS = {
  minimum: "at least",
  exclusiveMinimum: "above",
  maximum: "at most",
  exclusiveMaximum: "below",
  minLength: "characters, at least",
  maxLength: "characters, at most",
  minItems: "items, at least",
  maxItems: "items, at most",
  pattern: "matches",
} as const;

function constraintsOf(schema: JsonObject): string[] {
  const { format, default: preset } = schema;
  const limits = Object.entries(LIMIT_WORDS).flatMap(([name, words]) => {
    const limit = schema[name];
    return typeof limit === "number" || typeof limit === "string" ? [`${words} ${limit}`] : [];
  });
  return [
    ...(typeof format === "string" ? [format] : []),
    ...(Array.isArray(schema.enum)
      ? [`one of: ${schema.enum.map((value) => JSON.stringify(value)).join(", ")}`]
      : []),
    ...(schema.const === undefined ? [] : [`always ${JSON.stringify(schema.const)}`]),
    ...limits,
    ...(preset === undefined ? [] : [`default ${JSON.stringify(preset)}`]),
  ];
}

function isStructured(schema: JsonObject): boolean {
  return ["properties", "oneOf", "anyOf", "allOf", "items"].some((keyword) => Object.hasOwn(schema, keyword));
}
