// A JSON Schema as rows that a person edits: the whole, its properties, items and alternatives. What the rows do not show
// stays in the schema as it is. Pure.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Path,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf } from "#lib/asyncapi/local-ref.ts";

/** What a row can be made to be; `other` is what only the text can say, such as several types at once. */
export const SCHEMA_KINDS = [
  "any",
  "string",
  "number",
  "integer",
  "boolean",
  "null",
  "object",
  "array",
  "oneOf",
] as const;
export type SchemaKind = (typeof SCHEMA_KINDS)[number] | "other" | `shared ${string}`;

export type SchemaRow = {
  /** Where the schema of the row stands in the whole. */
  readonly path: Path;
  readonly depth: number;
  readonly role: "whole" | "property" | "item" | "alternative";
  /** Name of the property; number of the alternative, from 1; empty otherwise. */
  readonly name: string;
  readonly kind: SchemaKind;
  readonly isRequired: boolean;
  readonly schema: JsonObject;
};

/** Most rows that are shown; the text shows all. */
export const MAX_SCHEMA_ROWS = 300;
const MAX_DEPTH = 12;
const SHARED = "#/components/schemas/";

/** The rows in the order of the schema, and whether some were left out. */
export function schemaRows(schema: JsonValue | undefined): { rows: SchemaRow[]; hasMore: boolean } {
  const rows: SchemaRow[] = [];
  let hasMore = false;
  const walk = (value: JsonValue | undefined, row: Omit<SchemaRow, "kind" | "schema">) => {
    if (rows.length >= MAX_SCHEMA_ROWS || row.depth > MAX_DEPTH) {
      hasMore = true;
      return;
    }
    const object = isJsonObject(value) ? value : {};
    const kind = kindOf(value);
    rows.push({ ...row, kind, schema: object });
    const depth = row.depth + 1;
    if (refOf(object) !== null) return;
    const required = Array.isArray(object.required) ? object.required : [];
    for (const [name, member] of Object.entries(isJsonObject(object.properties) ? object.properties : {})) {
      const path = [...row.path, "properties", name];
      walk(member, { path, depth, role: "property", name, isRequired: required.includes(name) });
    }
    if (isJsonObject(object.items))
      walk(object.items, { path: [...row.path, "items"], depth, role: "item", name: "", isRequired: false });
    for (const [index, member] of (Array.isArray(object.oneOf) ? object.oneOf : []).entries()) {
      const path = [...row.path, "oneOf", index];
      walk(member, { path, depth, role: "alternative", name: String(index + 1), isRequired: false });
    }
  };
  walk(schema, { path: [], depth: 0, role: "whole", name: "", isRequired: false });
  return { rows, hasMore };
}

function kindOf(schema: JsonValue | undefined): SchemaKind {
  if (schema === undefined) return "any";
  if (!isJsonObject(schema)) return "other";
  const ref = refOf(schema);
  if (ref !== null) return isShared(ref) ? `shared ${nameOfShared(ref)}` : "other";
  if (Array.isArray(schema.oneOf)) return "oneOf";
  if (schema.anyOf !== undefined || schema.allOf !== undefined || schema.not !== undefined) return "other";
  if (Array.isArray(schema.items)) return "other";
  const type = textAt(schema, ["type"]);
  if (type !== null) return SCHEMA_KINDS.find((kind) => kind === type) ?? "other";
  if (schema.type !== undefined) return "other";
  if (isJsonObject(schema.properties)) return "object";
  return schema.items === undefined ? "any" : "array";
}

/** False for a part of a shared schema, which the choice of a type does not offer. */
function isShared(ref: string): boolean {
  return ref.startsWith(SHARED) && !ref.slice(SHARED.length).includes("/");
}

function nameOfShared(ref: string): string {
  const step = ref.slice(SHARED.length);
  try {
    return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return step;
  }
}
