// A JSON Schema as a flat list of rows a person can read: one row for each property, nested ones by their path.
// Bounded in depth, in number, and by the budget of the whole view: a schema may refer to itself, many times over.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  memberOf,
  objectAt,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf, resolveObject } from "#lib/asyncapi/local-ref.ts";
import { affordable, type NodeBudget } from "#lib/asyncapi/node-budget.ts";

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

/** The rows of one schema; `hasMore` where it goes on, deeper or longer than is shown. */
export type PayloadRows = { readonly rows: readonly PayloadRow[]; readonly hasMore: boolean };

const MAX_DEPTH = 8;
const MAX_ROWS = 300;
/** Longest text of a row's type or of one constraint. */
const MAX_TEXT = 1000;
/** Types and alternatives that are named in one row. */
const MAX_TYPES = 50;
/** Values of an `enum` that are shown. */
const MAX_VALUES = 200;

type Walk = {
  readonly root: JsonValue;
  readonly budget: NodeBudget;
  readonly rows: PayloadRow[];
  hasMore: boolean;
};
type Position = { readonly path: string; readonly isRequired: boolean; readonly trail: readonly string[] };

/** Rows of a schema; `root` is the document that its local references point into. */
export function payloadRows(root: JsonValue, schema: JsonValue | undefined, budget: NodeBudget): PayloadRows {
  const walk: Walk = { root, budget, rows: [], hasMore: false };
  addRows(walk, schema, { path: "", isRequired: true, trail: [] });
  return { rows: walk.rows, hasMore: walk.hasMore };
}

/** True while rows can be added; pays for the look at one schema. */
function canGoOn(walk: Walk): boolean {
  if (walk.rows.length < MAX_ROWS && walk.budget.spend()) return true;
  walk.hasMore = true;
  return false;
}

function addRows(walk: Walk, value: JsonValue | undefined, position: Position): void {
  if (value === undefined || !canGoOn(walk)) return;
  const ref = refOf(value);
  const isRepeated = ref !== null && position.trail.includes(ref);
  const schema = merged(walk, resolveObject(walk.root, value));
  const properties = objectAt(schema, ["properties"]);
  if (position.path !== "" || Object.keys(properties).length === 0)
    walk.rows.push(rowOf(walk, schema, position));
  if (isRepeated || position.trail.length >= MAX_DEPTH) return;
  const trail = [...position.trail, ref ?? ""];
  addProperties(walk, schema, properties, { ...position, trail });
  addAlternatives(walk, schema, { ...position, trail });
  const items = schema.items;
  if (!isJsonObject(items)) return;
  const item = merged(walk, resolveObject(walk.root, items));
  // A list of plain values says all in its own row.
  if (isStructured(item)) addMembers(walk, items, { path: `${position.path}[]`, isRequired: false, trail });
}

function addProperties(
  walk: Walk,
  schema: JsonObject,
  properties: JsonObject,
  { path, trail }: Position,
): void {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  for (const [name, property] of Object.entries(properties)) {
    if (walk.hasMore) return;
    const at = path === "" ? name : `${path}.${name}`;
    addRows(walk, property, { path: at, isRequired: required.has(name), trail });
  }
}

/** The members of a list's items: the item itself needs no row of its own. */
function addMembers(walk: Walk, items: JsonObject, position: Position): void {
  const ref = refOf(items);
  if (ref !== null && position.trail.includes(ref)) return;
  const schema = merged(walk, resolveObject(walk.root, items));
  const trail = [...position.trail, ref ?? ""];
  if (trail.length > MAX_DEPTH) return;
  addProperties(walk, schema, objectAt(schema, ["properties"]), { ...position, trail });
  addAlternatives(walk, schema, { ...position, trail });
}

function addAlternatives(walk: Walk, schema: JsonObject, position: Position): void {
  for (const keyword of ["oneOf", "anyOf"]) {
    const options = memberOf(schema, keyword);
    if (!Array.isArray(options)) continue;
    const first = options.slice(0, MAX_ROWS);
    if (!first.some((option) => isStructured(resolveObject(walk.root, option)))) continue;
    for (const [index, option] of options.entries()) {
      if (walk.hasMore) return;
      const title = textAt(resolveObject(walk.root, option), ["title"]) ?? `option ${index + 1}`;
      const path = `${position.path}(${title})`;
      addRows(walk, option, { path, isRequired: false, trail: position.trail });
    }
  }
}

/** A schema with its `allOf` folded in, one level, as far as it can be paid for. */
function merged({ root, budget }: Walk, schema: JsonObject): JsonObject {
  if (!Array.isArray(schema.allOf)) return schema;
  const parts = [...affordable(budget, schema.allOf).map((part) => resolveObject(root, part)), schema];
  // A part is as dear as what it holds: many parts may be one large schema.
  const paid = parts.filter((part) => budget.spend(Object.keys(objectAt(part, ["properties"])).length / 8));
  const properties = Object.assign({}, ...paid.map((part) => objectAt(part, ["properties"])));
  const required = paid.flatMap((part) => (Array.isArray(part.required) ? part.required : []));
  return { ...Object.assign({}, ...paid), properties, required };
}

function rowOf(walk: Walk, schema: JsonObject, { path, isRequired }: Position): PayloadRow {
  const { budget } = walk;
  const description = textAt(schema, ["description"]) ?? textAt(schema, ["title"]) ?? "";
  return {
    path: budget.text(path, MAX_TEXT),
    type: budget.text(typeText(walk, schema, 0), MAX_TEXT),
    isRequired,
    description: budget.text(description),
    constraints: constraintsOf(budget, schema),
  };
}

function typeText(walk: Walk, schema: JsonObject, depth: number): string {
  const { type } = schema;
  const types = Array.isArray(type)
    ? type.slice(0, MAX_TYPES).map(String)
    : typeof type === "string"
      ? [type]
      : [];
  const isList = types.includes("array") || (types.length === 0 && schema.items !== undefined);
  if (isList && depth < MAX_DEPTH) {
    const item = isJsonObject(schema.items) ? typeTextOf(walk, schema.items, depth + 1) : "any";
    return [...types.filter((name) => name !== "array"), `list of ${item}`].reverse().join(" | ");
  }
  if (types.length > 0) return types.join(" | ");
  if (isJsonObject(schema.properties)) return "object";
  const options = Array.isArray(schema.oneOf) ? schema.oneOf : schema.anyOf;
  if (!Array.isArray(options) || depth >= MAX_DEPTH) return "any";
  const shown = options.slice(0, MAX_TYPES).map((option) => typeTextOf(walk, option, depth + 1));
  return [...new Set(shown), ...(options.length > MAX_TYPES ? ["…"] : [])].join(" | ");
}

function typeTextOf(walk: Walk, value: JsonValue, depth: number): string {
  return walk.budget.spend() ? typeText(walk, resolveObject(walk.root, value), depth) : "…";
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

function constraintsOf(budget: NodeBudget, schema: JsonObject): string[] {
  const { format, default: preset } = schema;
  const limits = Object.entries(LIMIT_WORDS).flatMap(([name, words]) => {
    const limit = schema[name];
    return typeof limit === "number" || typeof limit === "string" ? [`${words} ${limit}`] : [];
  });
  const constraints = [
    ...(typeof format === "string" ? [format] : []),
    ...(Array.isArray(schema.enum) ? [`one of: ${enumText(budget, schema.enum)}`] : []),
    ...(schema.const === undefined ? [] : [`always ${jsonText(budget, schema.const)}`]),
    ...limits,
    ...(preset === undefined ? [] : [`default ${jsonText(budget, preset)}`]),
  ];
  return constraints.map((constraint) => budget.text(constraint, MAX_TEXT));
}

function enumText(budget: NodeBudget, values: readonly JsonValue[]): string {
  const shown = values.slice(0, MAX_VALUES).map((value) => jsonText(budget, value));
  return [...shown, ...(values.length > MAX_VALUES ? ["and more"] : [])].join(", ");
}

/** Paid for by its whole length, which it took to write it, though only the start is shown. */
function jsonText(budget: NodeBudget, value: JsonValue): string {
  if (budget.isOverdrawn) return "…";
  const text = JSON.stringify(value);
  budget.spend(text.length / MAX_TEXT);
  return text;
}

function isStructured(schema: JsonObject): boolean {
  return ["properties", "oneOf", "anyOf", "allOf", "items"].some((keyword) => Object.hasOwn(schema, keyword));
}
