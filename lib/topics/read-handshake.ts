// Reads the handshake form of a topic out of its channel's WebSockets binding. What the form cannot write back as it
// stands (references, nested schemas, alternatives) is named, to be shown and left alone.
import { isJsonObject, type JsonObject, type JsonValue, objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { refOf, resolveObject } from "#lib/asyncapi/local-ref.ts";
import { wsBindingOf } from "#lib/asyncapi/ws-binding.ts";
import { HANDSHAKE_METHODS, HANDSHAKE_TYPES, type Handshake, type HandshakeRow } from "./handshake.ts";
import { valueText } from "./handshake-values.ts";

/** Keywords of a list's schema that rows show, or that say nothing a person would miss in them. */
const SHOWN = new Set(["type", "properties", "required", "title", "description", "additionalProperties"]);

/** Undefined where the channel has no WebSockets binding. */
export function readHandshake(root: JsonValue, channel: JsonObject): Handshake | undefined {
  const bindings = resolveObject(root, channel.bindings);
  if (bindings.ws === undefined) return undefined;
  const isElsewhere = refOf(channel.bindings) !== null || !isPlain(bindings.ws);
  const binding = wsBindingOf(root, channel);
  const method = HANDSHAKE_METHODS.find((it) => it === binding.method) ?? null;
  const isMethodLocked = isElsewhere || (binding.method !== undefined && method === null);
  const query = readList(root, binding.query, isElsewhere);
  const headers = readList(root, binding.headers, isElsewhere);
  return {
    method,
    query: query.rows,
    headers: headers.rows,
    written: {
      query: query.written,
      headers: headers.written,
      locked: [
        ...(isMethodLocked ? (["method"] as const) : []),
        ...(query.isLocked ? (["query"] as const) : []),
        ...(headers.isLocked ? (["headers"] as const) : []),
      ],
    },
  };
}

type ReadList = { rows: HandshakeRow[]; written: string[]; isLocked: boolean };

function readList(root: JsonValue, schema: JsonValue | undefined, isElsewhere: boolean): ReadList {
  const object = resolveObject(root, schema);
  const properties = objectAt(object, ["properties"]);
  const required = requiredOf(object);
  const names = [...new Set([...Object.keys(properties), ...required])];
  const isLocked = isElsewhere || (schema !== undefined && !hasPlainParts(schema));
  if (isLocked) return { rows: [], written: names, isLocked };
  const rows = names.map((name) => {
    const property = Object.hasOwn(properties, name) ? (properties[name] ?? null) : {};
    return readRow(name, property, required.includes(name));
  });
  return {
    rows: rows.filter((row) => row !== null),
    written: [
      ...names.filter((_name, index) => rows[index] === null),
      ...Object.keys(object).filter((keyword) => !SHOWN.has(keyword)),
    ],
    isLocked,
  };
}

/** The required names of an object schema. */
export function requiredOf(schema: JsonObject): string[] {
  const { required } = schema;
  return Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
}

function isPlain(value: JsonValue | undefined): value is JsonObject {
  return isJsonObject(value) && refOf(value) === null;
}

/** True where properties and required names stand in the schema itself, as the shapes they should have. */
function hasPlainParts(schema: JsonValue): boolean {
  if (!isPlain(schema)) return false;
  const { properties, required } = schema;
  const hasNames = Array.isArray(required) && required.every((name) => typeof name === "string");
  return (properties === undefined || isPlain(properties)) && (required === undefined || hasNames);
}

function readRow(name: string, property: JsonValue, isRequired: boolean): HandshakeRow | null {
  if (!isPlain(property)) return null;
  const type = HANDSHAKE_TYPES.find((it) => it === property.type) ?? null;
  if (property.type !== undefined && type === null) return null;
  if (property.description !== undefined && typeof property.description !== "string") return null;
  const listed = property.enum ?? [];
  const examples = property.examples ?? [];
  if (!Array.isArray(listed) || !Array.isArray(examples)) return null;
  const values = listed.map((value) => valueText(value, type));
  const fallback = property.default === undefined ? "" : valueText(property.default, type);
  const example = examples[0] === undefined ? "" : valueText(examples[0], type);
  if (!values.every((value) => value !== null) || fallback === null || example === null) return null;
  const description = textAt(property, ["description"]) ?? "";
  return { key: name, name, type, isRequired, description, values, fallback, example };
}
