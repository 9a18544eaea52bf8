// A schema made from a message that somebody pasted: types, properties, formats. What is in each item of a list, and
// nothing else, is required. Own code: the packages that do this are no longer kept, and read numbers as JavaScript does.
import { ExactNumber, type ExactValue, isExactList, isExactMap } from "#lib/asyncapi/exact-value.ts";
import {
  isJsonObject,
  isSameValue,
  type JsonObject,
  type JsonValue,
  objectFrom,
} from "#lib/asyncapi/json-value.ts";

const FORMATS: readonly (readonly [string, RegExp])[] = [
  ["date-time", /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/],
  ["date", /^\d{4}-\d\d-\d\d$/],
  ["uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ["email", /^[^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,}$/i],
  ["uri", /^(https?|wss?):\/\/\S+$/],
];
/** Items of a list that are looked at. */
const MAX_ITEMS = 200;

/** The schema (JSON Schema draft 7) that a value fits. */
export function schemaOfSample(value: ExactValue): JsonObject {
  if (isExactMap(value)) {
    const entries = [...value.members].map(([name, member]) => [name, schemaOfSample(member)] as const);
    if (entries.length === 0) return { type: "object" };
    return { type: "object", required: entries.map(([name]) => name), properties: objectFrom(entries) };
  }
  if (isExactList(value)) {
    const items = value.items.slice(0, MAX_ITEMS).map(schemaOfSample);
    return items.length === 0 ? { type: "array" } : { type: "array", items: items.reduce(mergedSchemas) };
  }
  const scalar = value.value;
  if (scalar === null) return { type: "null" };
  if (scalar instanceof ExactNumber)
    return { type: /^[-+]?\d+$/.test(scalar.written) ? "integer" : "number" };
  if (typeof scalar === "boolean") return { type: "boolean" };
  const format = FORMATS.find(([, pattern]) => pattern.test(scalar))?.[0];
  return { type: "string", ...(format === undefined ? {} : { format }) };
}

/** A schema that takes what either takes. */
function mergedSchemas(left: JsonObject, right: JsonObject): JsonObject {
  if (isSameValue(left, right)) return left;
  const types = [...new Set([typesOf(left), typesOf(right)].flat())];
  const isNumber = types.includes("integer") && types.includes("number");
  const all = isNumber ? types.filter((type) => type !== "integer") : types;
  const both = [left, right].filter((schema) => typesOf(schema).includes("object"));
  const lists = [left, right].flatMap(({ items }) => (isJsonObject(items) ? [items] : []));
  return {
    type: all.length === 1 ? (all[0] ?? "object") : all,
    ...(left.format !== undefined && left.format === right.format ? { format: left.format } : {}),
    ...objectParts(both),
    ...(lists.length === 0 ? {} : { items: lists.reduce(mergedSchemas) }),
  };
}

function objectParts(schemas: readonly JsonObject[]): JsonObject {
  if (schemas.length === 0) return {};
  const properties = new Map<string, JsonObject>();
  for (const schema of schemas) {
    for (const [name, member] of Object.entries(isJsonObject(schema.properties) ? schema.properties : {})) {
      const known = properties.get(name);
      if (isJsonObject(member)) properties.set(name, known ? mergedSchemas(known, member) : member);
    }
  }
  const required = [...properties.keys()].filter((name) =>
    schemas.every((schema) => Array.isArray(schema.required) && schema.required.includes(name)),
  );
  return {
    ...(required.length === 0 ? {} : { required }),
    ...(properties.size === 0 ? {} : { properties: objectFrom(properties) }),
  };
}

function typesOf({ type }: JsonObject): JsonValue[] {
  return Array.isArray(type) ? type : type === undefined ? [] : [type];
}
