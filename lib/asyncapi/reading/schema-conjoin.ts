// What the parts of a schema (`allOf`) ask of one value together: it has to please all of them. Of words and examples, which
// ask for nothing, the last part is heard (schema-pieces.ts).
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  memberOf,
  objectFrom,
} from "#lib/asyncapi/json-value.ts";
import { noteDigits, withDigits } from "#lib/asyncapi/written-digits.ts";
import { typesOf } from "./schema-words.ts";

type Member = readonly [name: string, value: JsonValue];

/** Of these the greatest counts, or the least. */
const GREATEST = ["minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum"];
const LEAST = ["maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum"];
/** Of these one `true` is enough, or one `false`. */
const TRUE = ["uniqueItems", "deprecated", "readOnly", "writeOnly"];
const FALSE = [
  ...["additionalProperties", "unevaluatedProperties"],
  ...["items", "additionalItems", "unevaluatedItems"],
];
/** What is worked out of all parts together, and of no single one. */
const TOGETHER = ["type", "nullable", "enum", "const"];
/** Stands for what no value fits. */
const NONE: Member = ["enum", []];

/** The members of several schemas as one. */
export function conjoined(schemas: readonly JsonObject[]): JsonObject {
  const members = schemas.flatMap(Object.entries<JsonValue>).filter(([name]) => !TOGETHER.includes(name));
  const types = typesTogether(schemas);
  const values = valuesTogether(schemas);
  return objectFrom([
    ...members,
    ...GREATEST.flatMap((name) => numberOf(schemas, name, Math.max)),
    ...LEAST.flatMap((name) => numberOf(schemas, name, Math.min)),
    ...TRUE.filter((name) => schemas.some((schema) => schema[name] === true)).map(
      (name): Member => [name, true],
    ),
    ...FALSE.filter((name) => schemas.some((schema) => schema[name] === false)).map(
      (name): Member => [name, false],
    ),
    ...formatTogether(schemas),
    ...(types === null ? [NONE] : [...types, ...values]),
  ]);
}

function numberOf(
  schemas: readonly JsonObject[],
  name: string,
  choose: (one: number, other: number) => number,
): Member[] {
  const numbers = schemas
    .map((schema) => memberOf(schema, name))
    .filter((value) => typeof value === "number");
  const [first, ...others] = numbers;
  return first === undefined ? [] : [[name, others.reduce((one, other) => choose(one, other), first)]];
}

function formatTogether(schemas: readonly JsonObject[]): Member[] {
  const formats = schemas.map(({ format }) => format).filter((format) => typeof format === "string");
  return formats.length === 0 ? [] : [["format", [...new Set(formats)].join(" and ")]];
}

/** Null where the parts have no type in common. */
function typesTogether(schemas: readonly JsonObject[]): Member[] | null {
  const [first, ...others] = schemas.filter(hasType).map(typesOf);
  if (first === undefined) return [];
  const types = others.reduce(typesInBoth, first);
  const [only] = types;
  if (only === undefined) return null;
  return [["type", types.length === 1 ? only : types]];
}

function hasType({ type }: JsonObject): boolean {
  return typeof type === "string" || (Array.isArray(type) && type.length > 0);
}

/** A whole number is a number too. */
function typesInBoth(one: readonly string[], other: readonly string[]): string[] {
  const within = (types: readonly string[], type: string) =>
    types.includes(type) || (type === "integer" && types.includes("number"));
  return [
    ...one.filter((type) => within(other, type)),
    ...other.filter((type) => !one.includes(type) && within(one, type)),
  ];
}

/** The values that all parts allow that name any. */
function valuesTogether(schemas: readonly JsonObject[]): Member[] {
  const naming = schemas.filter((schema) => schema.const !== undefined || Array.isArray(schema.enum));
  const [first, ...others] = naming;
  if (first === undefined) return [];
  if (others.length === 0)
    return ["enum", "const"].flatMap((name): Member[] => {
      const value = memberOf(first, name);
      return value === undefined ? [] : [[name, value]];
    });
  const sets = others.map((schema) => new Set(allowedBy(schema).map(keyOf)));
  const values = kept(allowedBy(first), (value) => sets.every((set) => set.has(keyOf(value))));
  const [only] = values;
  const isConstant = values.length === 1 && naming.some((schema) => schema.const !== undefined);
  return isConstant && only !== undefined ? [["const", only]] : [["enum", values]];
}

function allowedBy(schema: JsonObject): JsonValue[] {
  const listed = Array.isArray(schema.enum) ? schema.enum : [];
  const { const: constant } = schema;
  if (constant === undefined) return listed;
  const isListed = !Array.isArray(schema.enum) || listed.some((value) => keyOf(value) === keyOf(constant));
  return isListed ? [constant] : [];
}

/** Those of some values, each number with the digits it was written with. */
function kept(values: JsonValue[], isKept: (value: JsonValue) => boolean): JsonValue[] {
  const list: JsonValue[] = [];
  for (const [index, value] of values.entries()) {
    if (!isKept(value)) continue;
    const written = withDigits(values, index);
    if (typeof value === "number" && typeof written === "string")
      noteDigits(list, list.length, value, written);
    list.push(value);
  }
  return list;
}

/** Made once for each: many parts may name one large value. */
const keys = new WeakMap<object, string>();

/** The same for values that JSON Schema holds for the same: the order of an object's members is no matter. */
function keyOf(value: JsonValue): JsonValue {
  if (typeof value !== "object" || value === null) return value;
  const known = keys.get(value);
  if (known !== undefined) return known;
  const json = JSON.stringify(value, (_, member: JsonValue) =>
    isJsonObject(member)
      ? objectFrom(Object.entries(member).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );
  // Not what a text that looks the same has for its key.
  const key = `\0${json}`;
  keys.set(value, key);
  return key;
}
