// A message of a consumer's document, made ready to be read by a person.
import { isJsonObject, type JsonObject, type JsonValue, textAt } from "#lib/asyncapi/json-value.ts";
import { resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { affordable, type NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { type PayloadRow, payloadRows } from "./payload-rows.ts";
import { expressionWords } from "./runtime-expression.ts";
import { withTraits } from "./traits.ts";

const CHARACTERS_PER_NODE = 1000;

/** An example, its payload as indented JSON. */
export type ReadingExample = { readonly name: string; readonly summary: string; readonly payload: string };

/** By what messages are matched, and why; empty where they are not. */
export type ReadingCorrelation = {
  /** `reqid in the payload`. */
  readonly words: string;
  readonly description: string;
};

/** A message in plain values. Texts that the document does not give are empty. */
export type ReadingMessage = {
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly contentType: string;
  readonly correlation: ReadingCorrelation;
  readonly headers: readonly PayloadRow[];
  readonly payload: readonly PayloadRow[];
  /** True where headers or payload go on, deeper or longer than the rows show. */
  readonly hasMore: boolean;
  /** The schema as it stands, where it is not JSON Schema (Avro, Protobuf) and has no rows. */
  readonly foreignSchema: string | null;
  readonly examples: readonly ReadingExample[];
};

/** Reads a message, or a reference to one, as far as the budget of the view goes. */
export function readMessage(
  root: JsonValue,
  key: string,
  value: JsonValue | undefined,
  budget: NodeBudget,
): ReadingMessage {
  const message = withTraits(root, resolveObject(root, value), budget);
  const text = (name: string) => budget.text(textAt(message, [name]) ?? "");
  const schema = schemaOf(root, message.payload);
  const headers = payloadRows(root, schemaOf(root, message.headers).schema, budget);
  const payload = payloadRows(root, schema.isForeign ? undefined : schema.schema, budget);
  return {
    key,
    name: textAt(message, ["name"]) ?? key,
    title: text("title"),
    summary: text("summary"),
    description: text("description"),
    contentType: textAt(message, ["contentType"]) ?? textAt(root, ["defaultContentType"]) ?? "",
    correlation: readCorrelation(root, message, budget),
    headers: headers.rows,
    payload: payload.rows,
    hasMore: headers.hasMore || payload.hasMore,
    foreignSchema: schema.isForeign ? shown(schema.schema, budget) : null,
    examples: Array.isArray(message.examples)
      ? affordable(budget, message.examples).flatMap((example) => readExample(example, budget))
      : [],
  };
}

function readCorrelation(root: JsonValue, message: JsonObject, budget: NodeBudget): ReadingCorrelation {
  const correlation = resolveObject(root, message.correlationId);
  const location = textAt(correlation, ["location"]) ?? "";
  return {
    words: budget.text(expressionWords(location)),
    description: budget.text(textAt(correlation, ["description"]) ?? ""),
  };
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

function readExample(value: JsonValue, budget: NodeBudget): ReadingExample[] {
  if (!isJsonObject(value) || value.payload === undefined) return [];
  const [name, summary] = [textAt(value, ["name"]) ?? "", textAt(value, ["summary"]) ?? ""];
  return [{ name, summary: budget.text(summary), payload: shown(value.payload, budget) }];
}

function shown(value: JsonValue | undefined, budget: NodeBudget): string {
  if (budget.isOverdrawn) return "…";
  const text = typeof value === "string" ? value : JSON.stringify(value ?? null, null, 2);
  // Writing it out has cost its whole length, though only the start is shown.
  budget.spend(text.length / CHARACTERS_PER_NODE);
  return budget.text(text);
}
