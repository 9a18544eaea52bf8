// A message of a consumer's document, made ready to be read by a person.
import { isJsonObject, type JsonObject, type JsonValue, textAt } from "#lib/asyncapi/json-value.ts";
import { resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { type PayloadRow, payloadRows } from "#lib/asyncapi/payload-rows.ts";

/** An example, its payload as indented JSON. */
export type ReadingExample = { readonly name: string; readonly summary: string; readonly payload: string };

/** A message in plain values. Texts that the document does not give are empty. */
export type ReadingMessage = {
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly contentType: string;
  readonly headers: readonly PayloadRow[];
  readonly payload: readonly PayloadRow[];
  /** The schema as it stands, where it is not JSON Schema (Avro, Protobuf) and has no rows. */
  readonly foreignSchema: string | null;
  readonly examples: readonly ReadingExample[];
};

/** Reads a message, or a reference to one. */
export function readMessage(root: JsonValue, key: string, value: JsonValue | undefined): ReadingMessage {
  const message = withTraits(root, resolveObject(root, value));
  const schema = schemaOf(root, message.payload);
  return {
    key,
    name: textAt(message, ["name"]) ?? key,
    title: textAt(message, ["title"]) ?? "",
    summary: textAt(message, ["summary"]) ?? "",
    description: textAt(message, ["description"]) ?? "",
    contentType: textAt(message, ["contentType"]) ?? textAt(root, ["defaultContentType"]) ?? "",
    headers: payloadRows(root, schemaOf(root, message.headers).schema),
    payload: schema.isForeign ? [] : payloadRows(root, schema.schema),
    foreignSchema: schema.isForeign ? shown(schema.schema) : null,
    examples: Array.isArray(message.examples) ? message.examples.flatMap(readExample) : [],
  };
}

/** A message's own fields win over those of its traits. */
function withTraits(root: JsonValue, message: JsonObject): JsonObject {
  if (!Array.isArray(message.traits)) return message;
  return Object.assign({}, ...message.traits.map((trait) => resolveObject(root, trait)), message);
}

type MessageSchema = { readonly schema: JsonValue | undefined; readonly isForeign: boolean };

/** Takes a multi-format schema apart: `{ schemaFormat, schema }`. */
function schemaOf(root: JsonValue, value: JsonValue | undefined): MessageSchema {
  const resolved = resolveValue(root, value);
  const format = isJsonObject(resolved) ? textAt(resolved, ["schemaFormat"]) : null;
  if (format === null || !isJsonObject(resolved)) return { schema: value, isForeign: false };
  const isJsonSchema = /aai\.asyncapi|schema\+(json|yaml)|openapi/.test(format);
  return { schema: resolved.schema, isForeign: !isJsonSchema };
}

function readExample(value: JsonValue): ReadingExample[] {
  if (!isJsonObject(value) || value.payload === undefined) return [];
  const [name, summary] = [textAt(value, ["name"]) ?? "", textAt(value, ["summary"]) ?? ""];
  return [{ name, summary, payload: shown(value.payload) }];
}

function shown(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null, null, 2);
}
