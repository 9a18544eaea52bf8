// A message of a consumer's document, made ready to be read by a person.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Path,
  textAt,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { resolveObject, resolvePath, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { type ReadingAbout, type ReadingPart, readAbout, readExtensions } from "./about.ts";
import {
  EXAMPLE_PARTS,
  type ExampleSchemas,
  type ReadingExample,
  readExamples,
  schemaExamples,
} from "./example.ts";
import { isJsonSchemaFormat } from "./example-values.ts";
import { descriptionOf, type Reading, shownValue, textsOf } from "./reading.ts";
import { expressionWords } from "./runtime-expression.ts";
import type { SchemaNode, SchemaTree } from "./schema-node.ts";
import { type MultiFormatSchema, payloadTree } from "./schema-payload.ts";
import { withTraits } from "./traits.ts";

/** By what messages are matched, and why; empty where they are not. */
export type ReadingCorrelation = {
  /** `reqid in the payload`. */
  readonly words: string;
  readonly description: string;
};

/** A message in plain values. Texts that the document does not give are empty. */
export type ReadingMessage = {
  readonly key: string;
  /** Where the message itself stands in the document. */
  readonly place: Path;
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly contentType: string;
  readonly correlation: ReadingCorrelation;
  /** Its extensions are those of its correlation, and of schemas that say their format, too. */
  readonly about: ReadingAbout;
  /** Null where there is no schema. */
  readonly headers: SchemaNode | null;
  readonly payload: SchemaNode | null;
  /** True where headers or payload go on, deeper or longer than the trees show. */
  readonly hasMore: boolean;
  /** The schema as it stands, where it is not JSON Schema (Avro, Protobuf) and has no tree. */
  readonly foreignSchema: string | null;
  readonly examples: readonly ReadingExample[];
  /** Examples that the schemas themselves give, and that do not fit them, in words; none until they are checked. */
  readonly schemaMisfits: readonly string[];
  /** See sections.ts. */
  readonly laterHeight?: number;
};

/** Reads the message, or the reference to one, at a path, as far as the budget of the view goes. */
export function readMessage(reading: Reading, key: string, path: Path): ReadingMessage {
  const { document: root, budget, entries } = reading;
  const place = resolvePath(root, path) ?? path;
  entries.names(place);
  const message = withTraits(root, resolveObject(root, valueAt(root, place)), budget);
  const text = textsOf(budget, message);
  const schema = schemaOf(root, message.payload, [...place, "payload"]);
  const headersSchema = schemaOf(root, message.headers, [...place, "headers"]);
  const schemas = exampleSchemasOf(root, message, place);
  const headers = payloadTree(reading, headersSchema);
  const payload = payloadTree(reading, schema);
  const about = readAbout(reading, message);
  return {
    key,
    place,
    name: textAt(message, ["name"]) ?? key,
    title: text("title"),
    summary: text("summary"),
    description: descriptionOf(reading, valueAt(root, path), message),
    contentType: schemas.contentType,
    correlation: readCorrelation(reading, message),
    about: { ...about, extensions: [...about.extensions, ...extensionsWithin(reading, message)] },
    headers: withoutExamples(root, headers, schemas.headers),
    payload: withoutExamples(root, payload, schemas.payload),
    hasMore: headers?.hasMore === true || payload?.hasMore === true,
    foreignSchema: payload === null ? shownValue(schema.schema, budget) : null,
    examples: readExamples(reading, message, schemas),
    schemaMisfits: [],
  };
}

/** The schemas that the examples of a message, with its traits, are made of and checked by. */
export function exampleSchemasOf(root: JsonValue, message: JsonObject, place: Path): ExampleSchemas {
  return {
    headers: checkable(schemaOf(root, message.headers, [...place, "headers"])),
    payload: checkable(schemaOf(root, message.payload, [...place, "payload"])),
    contentType: textAt(message, ["contentType"]) ?? textAt(root, ["defaultContentType"]) ?? "",
  };
}

/** Those of the whole are examples of the message. */
function withoutExamples(
  root: JsonValue,
  tree: SchemaTree | null,
  schema: JsonValue | null,
): SchemaNode | null {
  const node = tree?.root ?? null;
  return node && schemaExamples(root, schema).length > 0 ? { ...node, examples: [] } : node;
}

function readCorrelation(reading: Reading, message: JsonObject): ReadingCorrelation {
  const { document, budget } = reading;
  const correlation = resolveObject(document, message.correlationId);
  const location = textAt(correlation, ["location"]) ?? "";
  return {
    words: budget.text(expressionWords(location)),
    description: descriptionOf(reading, message.correlationId, correlation),
  };
}

/** Of the objects of a message that have no place of their own on the page. */
function extensionsWithin(reading: Reading, message: JsonObject): ReadingPart[] {
  const { document } = reading;
  const formats = EXAMPLE_PARTS.flatMap((part) => {
    const value = resolveObject(document, message[part]);
    return textAt(value, ["schemaFormat"]) === null ? [] : readExtensions(reading, value, `the ${part}`);
  });
  const correlation = resolveObject(document, message.correlationId);
  return [...readExtensions(reading, correlation, "the correlation id"), ...formats];
}

/** Takes a multi-format schema apart: `{ schemaFormat, schema }`. */
function schemaOf(root: JsonValue, value: JsonValue | undefined, place: Path): MultiFormatSchema {
  const resolved = resolveValue(root, value);
  const format = isJsonObject(resolved) ? textAt(resolved, ["schemaFormat"]) : null;
  if (format === null || !isJsonObject(resolved)) return { format: null, schema: value, place };
  return { format, schema: resolved.schema, place: [...(resolvePath(root, place) ?? place), "schema"] };
}

function checkable({ format, schema }: MultiFormatSchema): JsonValue | null {
  return format === null || isJsonSchemaFormat(format) ? (schema ?? null) : null;
}
