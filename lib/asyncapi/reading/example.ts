// Examples of a message: its own, checked against their schemas, or one that is made of the schemas where it has none.
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";
import { refOf, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { affordable, NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { answersTo, purseOf, type Question } from "./example-check.ts";
import { sampleOf } from "./example-sample.ts";
import { isJsonContent, sizeOf } from "./example-values.ts";
import { type Reading, shownValue, textsOf } from "./reading.ts";

/** An example, its headers and payload as indented JSON, or as the text they are; empty where it has none. */
export type ReadingExample = {
  readonly name: string;
  readonly summary: string;
  readonly headers: string;
  readonly payload: string;
  /** True where the document has no example and this one was made of its schemas. */
  readonly isGenerated: boolean;
  /** Where it does not fit its schemas, in words; empty where it fits, and where that cannot be told. */
  readonly misfits: readonly string[];
};

/** The JSON Schemas of a message; null where it has none, or one of another kind. */
export type ExampleSchemas = {
  readonly headers: JsonValue | null;
  readonly payload: JsonValue | null;
  readonly contentType: string;
};

type Part = "headers" | "payload";
const PARTS = ["headers", "payload"] as const;
/** What one made example may take, in units of the view's budget: it is paid for on its own. */
const GENERATED_NODES = 100;
const MAX_PARTS = 1000;
const MAX_MISFITS = 10;

export function readExamples(
  reading: Reading,
  message: JsonObject,
  schemas: ExampleSchemas,
): ReadingExample[] {
  const given = Array.isArray(message.examples) ? affordable(reading.budget, message.examples) : [];
  const own = given.flatMap((example) => {
    const value = resolveValue(reading.document, example);
    return isJsonObject(value) && PARTS.some((part) => value[part] !== undefined) ? [value] : [];
  });
  if (own.length === 0) return generated(reading, schemas);
  const misfits = misfitsOf(reading, own, schemas);
  return own.map((example, index) => {
    const text = textsOf(reading.budget, example);
    const shown = (value: JsonValue | undefined) =>
      value === undefined ? "" : shownValue(value, reading.budget);
    return {
      name: text("name"),
      summary: text("summary"),
      headers: shown(example.headers),
      payload: shown(example.payload),
      isGenerated: false,
      misfits: misfits[index] ?? [],
    };
  });
}

/** Values among the `examples` of the schemas themselves that do not fit where they stand, in words. */
export function schemaMisfits(reading: Reading, schemas: ExampleSchemas): string[] {
  const purse = purseOf(reading.budget);
  const asked = PARTS.flatMap((part) => {
    const schema = schemas[part];
    return schema === null ? [] : exemplified(reading.document, schema);
  });
  const answers = answersTo(reading.document, asked, purse);
  return answers
    .flatMap((answer, index) => (answer ?? []).map((words) => `${asked[index]?.name}: ${words}`))
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
    for (const example of Array.isArray(value.examples) ? value.examples.slice(0, MAX_MISFITS) : [])
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

function misfitsOf(reading: Reading, examples: readonly JsonObject[], schemas: ExampleSchemas): string[][] {
  const misfits = examples.map((): string[] => []);
  for (const part of PARTS) {
    const schema = schemas[part];
    if (schema === null || (part === "payload" && !isJsonContent(schemas.contentType))) continue;
    const asked = examples.flatMap((example, index) =>
      example[part] === undefined ? [] : [{ index, value: example[part], schema }],
    );
    const answers = answersTo(reading.document, asked, purseOf(reading.budget));
    const isMisfit = (at: number) => (answers[at] ?? []).length > 0;
    // An example that is JSON written as a text is read as what it says.
    const written = asked.map(({ value, ...rest }, at) => ({
      ...rest,
      value: isMisfit(at) ? parsed(value) : value,
    }));
    const again = answers.some((_, at) => isMisfit(at) && written[at]?.value !== asked[at]?.value)
      ? answersTo(reading.document, written, purseOf(reading.budget))
      : answers;
    for (const [at, { index }] of asked.entries())
      misfits[index]?.push(...(again[at] ?? []).map((words) => namedPart(part, words)));
  }
  return misfits;
}

/** Says of what the words tell. */
function namedPart(part: Part, words: string): string {
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

/** One example of headers and payload, or none where there is nothing to show. */
function generated(reading: Reading, schemas: ExampleSchemas): ReadingExample[] {
  const purse = purseOf(reading.budget);
  const made: JsonObject = {};
  for (const part of PARTS) {
    const schema = schemas[part];
    if (schema === null || purse.nodes <= 0) continue;
    if (part === "payload" && !isJsonContent(schemas.contentType)) continue;
    const value = sampleOf(reading.document, schema);
    purse.nodes -= sizeOf(value ?? null, MAX_PARTS).parts;
    if (value !== undefined && !isEmpty(value)) made[part] = value;
  }
  if (PARTS.every((part) => made[part] === undefined)) return [];
  const [misfits = []] = misfitsOf(reading, [made], schemas);
  const shown = (value: JsonValue | undefined) =>
    value === undefined ? "" : shownValue(value, new NodeBudget(GENERATED_NODES));
  return [
    {
      name: "",
      summary: "",
      headers: shown(made.headers),
      payload: shown(made.payload),
      isGenerated: true,
      misfits,
    },
  ];
}

function isEmpty(value: JsonValue): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}
