// Where examples do not fit their schemas, in words: those of a message, and those that its schemas give themselves.
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";
import { refOf, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { EXAMPLE_PARTS, type ExamplePart, type ExampleSchemas } from "./example.ts";
import type { AnswerQuestions, Purse, Question } from "./example-question.ts";
import { isJsonContent } from "./example-values.ts";

/** A document, who answers whether values fit in it, and what may still be done for that. */
export type Checking = {
  readonly document: JsonValue;
  readonly answer: AnswerQuestions;
  readonly purse: Purse;
};

const MAX_PARTS = 1000;
const MAX_MISFITS = 10;

/** Values among the `examples` of what the schemas hold that do not fit where they stand, in words. */
export function schemaMisfits({ document, answer, purse }: Checking, schemas: ExampleSchemas): string[] {
  const asked = EXAMPLE_PARTS.flatMap((part) => {
    const schema = schemas[part];
    return schema === null ? [] : exemplified(document, schema);
  });
  const answers = answer(document, asked, purse);
  return answers
    .flatMap((misfits, index) => (misfits ?? []).map((words) => `${asked[index]?.name}: ${words}`))
    .slice(0, MAX_MISFITS);
}

function exemplified(root: JsonValue, schema: JsonValue): (Question & { name: string })[] {
  const found: (Question & { name: string })[] = [];
  const waiting = [{ schema, name: "" }];
  const seen = new Set<string>();
  for (let steps = 0; steps < MAX_PARTS; steps += 1) {
    const next = waiting.shift();
    if (next === undefined) break;
    const ref = refOf(next.schema);
    if (ref !== null && seen.has(ref)) continue;
    seen.add(ref ?? "");
    const value = resolveValue(root, next.schema);
    if (!isJsonObject(value)) continue;
    // Those of the whole are examples of the message, and checked with its own.
    const given = steps > 0 && Array.isArray(value.examples) ? value.examples : [];
    for (const example of given.slice(0, MAX_MISFITS))
      found.push({
        name: `${next.name || "the whole"}, example ${JSON.stringify(example).slice(0, 80)}`,
        value: example,
        schema: next.schema,
      });
    waiting.push(...schemasBelow(value, next.name).slice(0, MAX_PARTS));
  }
  return found.slice(0, MAX_PARTS / 10);
}

function schemasBelow(schema: JsonObject, name: string): { schema: JsonValue; name: string }[] {
  const properties = isJsonObject(schema.properties) ? Object.entries(schema.properties) : [];
  const alternatives = [schema.allOf, schema.oneOf, schema.anyOf].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  return [
    ...properties.map(([key, value]) => ({ schema: value, name: `${name}/${key}` })),
    ...alternatives.map((value) => ({ schema: value, name })),
    ...(isJsonObject(schema.items) ? [{ schema: schema.items, name: `${name}/0` }] : []),
  ];
}

/** Of each example, where it does not fit its schemas, in words. */
export function exampleMisfits(
  { document, answer, purse }: Checking,
  examples: readonly JsonObject[],
  schemas: ExampleSchemas,
): string[][] {
  const misfits = examples.map((): string[] => []);
  for (const part of EXAMPLE_PARTS) {
    const schema = schemas[part];
    if (schema === null || (part === "payload" && !isJsonContent(schemas.contentType))) continue;
    const asked = examples.flatMap((example, index) =>
      example[part] === undefined ? [] : [{ index, value: example[part], schema }],
    );
    const answers = answer(document, asked, purse);
    const isMisfit = (at: number) => (answers[at] ?? []).length > 0;
    // An example that is JSON written as a text is read as what it says.
    const written = asked.map(({ value, ...rest }, at) => ({
      ...rest,
      value: isMisfit(at) ? parsed(value) : value,
    }));
    const again = answers.some((_, at) => isMisfit(at) && written[at]?.value !== asked[at]?.value)
      ? answer(document, written, purse)
      : answers;
    for (const [at, { index }] of asked.entries())
      misfits[index]?.push(...(again[at] ?? []).map((words) => namedPart(part, words)));
  }
  return misfits;
}

/** Says of what the words tell. */
function namedPart(part: ExamplePart, words: string): string {
  return part === "headers"
    ? words.replace(/^It /, "The headers ").replace(/^\//, "headers/")
    : words.replace(/^It /, "The payload ");
}

function parsed(value: JsonValue): JsonValue {
  if (typeof value !== "string" || value.length > 100_000) return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    return value;
  }
}
