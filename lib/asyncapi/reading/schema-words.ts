// What a JSON Schema asks of one value, in words: `1 to 64 characters`, `at least 3 items`, `no doubles`.

import { type JsonObject, type JsonValue, objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { withDigits } from "#lib/asyncapi/written-digits.ts";

/** Names that are listed in a line. */
const MOST_NAMES = 50;

type Range = {
  readonly least: string;
  readonly most: string;
  readonly unit: readonly [one: string, many: string];
};

const RANGES: readonly Range[] = [
  { least: "minLength", most: "maxLength", unit: ["character", "characters"] },
  { least: "minItems", most: "maxItems", unit: ["item", "items"] },
  { least: "minProperties", most: "maxProperties", unit: ["property", "properties"] },
  { least: "minContains", most: "maxContains", unit: ["item of the kind", "items of the kind"] },
  { least: "minimum", most: "maximum", unit: ["", ""] },
];

const SINGLES = { exclusiveMinimum: "above", exclusiveMaximum: "below" } as const;

/** A value has to please each that is asked for. */
const EACH = {
  multipleOf: "a multiple of",
  pattern: "matches",
  contentEncoding: "encoded as",
  contentMediaType: "holds",
} as const;

/**
 * Limits of a value, each in a few words; type, format, enum, constant and default are not among them. `parts` are what the
 * schema was put together of.
 */
export function limitWords(schema: JsonObject, parts: readonly JsonObject[] = [schema]): string[] {
  return [
    ...RANGES.flatMap((range) => rangeWords(schema, range)),
    ...Object.entries(SINGLES).flatMap(([name, words]) => singleWords(schema, name, words)),
    ...Object.entries(EACH).flatMap(([name, words]) => [
      ...new Set(parts.flatMap((part) => singleWords(part, name, words))),
    ]),
    ...(schema.uniqueItems === true ? ["no doubles"] : []),
    ...closedWords(parts),
    ...(isClosedTuple(schema) ? ["no further items"] : []),
    ...(allowsNothing(schema) && parts.length > 1 ? ["no value fits all of its parts"] : []),
  ];
}

function singleWords(schema: JsonObject, name: string, words: string): string[] {
  const limit = withDigits(schema, name);
  return typeof limit === "number" || typeof limit === "string" ? [`${words} ${limit}`] : [];
}

/** A part that allows no other properties than its own means those of the other parts, too. */
function closedWords(parts: readonly JsonObject[]): string[] {
  const namesOf = (part: JsonObject) => Object.keys(objectAt(part, ["properties"]));
  const known = new Set(parts.flatMap(namesOf));
  const words = parts.flatMap((part) => {
    if (part.unevaluatedProperties === false) return ["no other properties"];
    if (part.additionalProperties !== false) return [];
    const names = namesOf(part);
    if (names.length === known.size) return ["no other properties"];
    const matching = Object.keys(objectAt(part, ["patternProperties"])).map((one) => `what matches ${one}`);
    const listed = [...names, ...matching].slice(0, MOST_NAMES).join(", ");
    return [listed === "" ? "no properties" : `no properties but ${listed}`];
  });
  return [...new Set(words)];
}

/** True where no value is allowed. */
export function allowsNothing(schema: JsonObject): boolean {
  return Array.isArray(schema.enum) && schema.enum.length === 0;
}

function hasNone(schema: JsonObject, ...keywords: readonly string[]): boolean {
  return keywords.some((keyword) => schema[keyword] === false);
}

function isClosedTuple(schema: JsonObject): boolean {
  const hasFirst = Array.isArray(schema.items) || Array.isArray(schema.prefixItems);
  return hasFirst && hasNone(schema, "items", "additionalItems", "unevaluatedItems");
}

function rangeWords(schema: JsonObject, { least, most, unit }: Range): string[] {
  const [min, max] = [schema[least], schema[most]];
  const counted = (limit: string) =>
    `${withDigits(schema, limit)} ${schema[limit] === 1 ? unit[0] : unit[1]}`.trim();
  if (typeof min === "number" && typeof max === "number")
    return [min === max ? `exactly ${counted(least)}` : `${withDigits(schema, least)} to ${counted(most)}`];
  if (typeof min === "number") return [`at least ${counted(least)}`];
  return typeof max === "number" ? [`at most ${counted(most)}`] : [];
}

/** Marks of a property: `deprecated`, `read-only`, `write-only`. */
export function markWords(schema: JsonObject): string[] {
  const marks = { deprecated: "deprecated", readOnly: "read-only", writeOnly: "write-only" };
  return Object.entries(marks).flatMap(([name, words]) => (schema[name] === true ? [words] : []));
}

/** The value of a property that is always the same in a schema: its `const`, or an enum of one. */
export function fixedValue(property: JsonObject): JsonValue | undefined {
  if (property.const !== undefined) return property.const;
  return Array.isArray(property.enum) && property.enum.length === 1 ? property.enum[0] : undefined;
}

/** The types a schema names; what it implies where it names none; empty for any. */
export function typesOf(schema: JsonObject): string[] {
  const types = namedTypes(schema);
  // OpenAPI's way to say that there may be none.
  return schema.nullable === true && types.length > 0 && !types.includes("null") ? [...types, "null"] : types;
}

function namedTypes(schema: JsonObject): string[] {
  const { type } = schema;
  if (Array.isArray(type)) return type.slice(0, 50).map(String);
  if (typeof type === "string") return [type];
  if (schema.properties !== undefined) return ["object"];
  return schema.items !== undefined || schema.prefixItems !== undefined ? ["array"] : [];
}

/** What a schema is called by itself, empty for nothing. */
export function titleOf(schema: JsonObject): string {
  return textAt(schema, ["title"]) ?? "";
}
