// The tree of a payload or of headers, whatever language their schema is written in.
import type { JsonObject, JsonValue, Path } from "#lib/asyncapi/json-value.ts";
import { resolveValue } from "#lib/asyncapi/local-ref.ts";
import type { NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { avroTree } from "./schema-avro.ts";
import type { SchemaTree } from "./schema-node.ts";
import { placeIn } from "./schema-pieces.ts";
import { schemaTree } from "./schema-tree.ts";

export type MultiFormatSchema = {
  /** The `schemaFormat`; null for AsyncAPI's own. */
  readonly format: string | null;
  readonly schema: JsonValue | undefined;
  /** Where the schema should stand; it does not where traits were merged into it. */
  readonly place: Path;
};

type Source = { readonly document: JsonObject; readonly budget: NodeBudget };

const JSON_SCHEMA = /aai\.asyncapi|schema\+(json|yaml)|openapi/;
const AVRO = /vnd\.apache\.avro/;

/** Null where the format has no tree, and shows its source. */
export function payloadTree(
  { document: root, budget }: Source,
  { format, schema, place }: MultiFormatSchema,
): SchemaTree | null {
  if (format === null || JSON_SCHEMA.test(format)) return schemaTree(root, schema, budget, place);
  if (!AVRO.test(format)) return null;
  const value = resolveValue(root, schema);
  if (value === undefined || value === null) return { root: null, hasMore: false };
  const stands = schema === undefined ? null : placeIn(root, schema, place);
  return typeof value === "string" ? writtenOut(value, root, budget) : avroTree(root, value, budget, stands);
}

/** Avro's schemas are JSON, which a document may hold as a text. */
function writtenOut(text: string, root: JsonValue, budget: NodeBudget): SchemaTree | null {
  if (!/^\s*[{["]/.test(text)) return avroTree(root, text, budget, null);
  try {
    // What JSON.parse returns is a value of JSON.
    return avroTree(root, JSON.parse(text) as JsonValue, budget, null);
  } catch {
    return null;
  }
}
