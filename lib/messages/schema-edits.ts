// What a person does to the rows of a schema, as a new schema each: keywords that the rows do not show stay. Pure.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectFrom,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { refToPath } from "#lib/asyncapi/local-ref.ts";
import { editValue } from "#lib/asyncapi/plain-edit.ts";
import type { SchemaKind, SchemaRow } from "./schema-rows.ts";

/** Keywords that mean something for one kind only: they go when a row becomes something else. */
const KEYWORDS_OF: Readonly<Record<string, readonly string[]>> = {
  string: ["minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  object: [
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "dependencies",
  ],
  array: ["items", "additionalItems", "contains", "minItems", "maxItems", "uniqueItems"],
  oneOf: ["oneOf", "discriminator"],
};
/** These hold values of the kind. */
const VALUES = ["enum", "const", "default", "examples"];

/** The row as another kind: what both know stays. Making it the kind that it is changes nothing. */
export function withKind(schema: JsonValue | undefined, row: SchemaRow, kind: SchemaKind): JsonValue {
  if (kind === row.kind || kind === "other") return schema ?? {};
  if (kind.startsWith("shared ")) {
    const $ref = refToPath(["components", "schemas", kind.slice("shared ".length)]);
    return replace(schema, row.path, { $ref });
  }
  const isNumber = (it: string) => it === "number" || it === "integer";
  const staysNumber = isNumber(kind) && isNumber(row.kind);
  const group = isNumber(kind) ? "number" : kind;
  const lost = new Set([
    "type",
    "$ref",
    "anyOf",
    "allOf",
    "not",
    ...(staysNumber ? [] : VALUES),
    ...Object.entries(KEYWORDS_OF).flatMap(([name, keywords]) => (name === group ? [] : keywords)),
  ]);
  const kept = Object.entries(row.schema).filter(([name]) => !lost.has(name));
  return replace(schema, row.path, objectFrom([...beginningOf(kind, row.schema), ...kept]));
}

function beginningOf(kind: SchemaKind, before: JsonObject): [string, JsonValue][] {
  if (kind === "any") return [];
  if (kind === "oneOf")
    return before.oneOf === undefined ? [["oneOf", [{ type: "object" }, { type: "object" }]]] : [];
  const type: [string, JsonValue] = ["type", kind];
  if (kind === "array" && before.items === undefined) return [type, ["items", { type: "string" }]];
  return [type];
}

/** One more property at the end, with a name that is free. */
export function withProperty(schema: JsonValue | undefined, row: SchemaRow): JsonValue {
  const properties = isJsonObject(row.schema.properties) ? row.schema.properties : {};
  let name = "property";
  for (let number = 2; Object.hasOwn(properties, name); number += 1) name = `property${number}`;
  return replace(schema, [...row.path, "properties", name], { type: "string" });
}

/** One more alternative at the end. */
export function withAlternative(schema: JsonValue | undefined, row: SchemaRow): JsonValue {
  const count = Array.isArray(row.schema.oneOf) ? row.schema.oneOf.length : 0;
  return replace(schema, [...row.path, "oneOf", count], { type: "object" });
}

/** The property under another name, in its place; null where the name is taken or empty. */
export function renamed(schema: JsonValue | undefined, row: SchemaRow, name: string): JsonValue | null {
  if (schema === undefined || name === "") return null;
  const edited = editValue(schema, { op: "rename", path: row.path, key: name });
  if (edited === undefined) return null;
  return mapRequired(edited, row, (required) => required.map((it) => (it === row.name ? name : it)));
}

/** Without the property or alternative. */
export function withoutRow(schema: JsonValue | undefined, row: SchemaRow): JsonValue {
  if (schema === undefined) return {};
  const edited = editValue(schema, { op: "delete", path: row.path }) ?? schema;
  return row.role === "property"
    ? mapRequired(edited, row, (required) => required.filter((name) => name !== row.name))
    : edited;
}

/** The property required, or no longer. */
export function withRequired(schema: JsonValue | undefined, row: SchemaRow, isRequired: boolean): JsonValue {
  return mapRequired(schema ?? {}, row, (required) =>
    isRequired ? [...required, row.name] : required.filter((name) => name !== row.name),
  );
}

/** The row with a keyword, or without it where the value is undefined. */
export function withKeyword(
  schema: JsonValue | undefined,
  row: SchemaRow,
  keyword: string,
  value: JsonValue | undefined,
): JsonValue {
  if (value !== undefined) return replace(schema, [...row.path, keyword], value);
  return editValue(schema ?? {}, { op: "delete", path: [...row.path, keyword] }) ?? schema ?? {};
}

/** Changes the `required` of the object that holds a property. */
function mapRequired(
  schema: JsonValue,
  row: SchemaRow,
  change: (required: readonly JsonValue[]) => readonly JsonValue[],
): JsonValue {
  const path = [...row.path.slice(0, -2), "required"];
  const found = valueAt(schema, path);
  const before = Array.isArray(found) ? found : [];
  const after = [...change(before)];
  if (after.length === 0 && !Array.isArray(found)) return schema;
  const edit =
    after.length === 0 ? ({ op: "delete", path } as const) : ({ op: "set", path, value: after } as const);
  return editValue(schema, edit) ?? schema;
}

function replace(schema: JsonValue | undefined, path: Path, value: JsonValue): JsonValue {
  return editValue(isJsonObject(schema) ? schema : {}, { op: "set", path, value }) ?? schema ?? {};
}
