// Examples of a message: its own, or one that is made of its schemas where it has none. Whether they fit is a matter of its own
// (example-misfits.ts): checking takes longer than all the rest of reading.

import { isJsonObject, type JsonObject, type JsonValue, memberOf } from "#lib/asyncapi/json-value.ts";
import { resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { affordable, NodeBudget, SECTION_NODES } from "#lib/asyncapi/node-budget.ts";
import { noteDigits, withDigits } from "#lib/asyncapi/written-digits.ts";
import { type ReadingPart, readExtensions } from "./about.ts";
import { sampleOf } from "./example-sample.ts";
import { isJsonContent, sizeOf } from "./example-values.ts";
import { type Reading, readEach, shownValue, textsOf } from "./reading.ts";
import { besideOf } from "./schema-beside.ts";

/** An example, its headers and payload as indented JSON, or as the text they are; empty where it has none. */
export type ReadingExample = {
  readonly name: string;
  readonly summary: string;
  readonly headers: string;
  readonly payload: string;
  /** True where the document has no example and this one was made of its schemas. */
  readonly isGenerated: boolean;
  readonly extensions: readonly ReadingPart[];
  /** Where it does not fit its schemas, in words; empty where it fits, where that cannot be told, and until it is checked. */
  readonly misfits: readonly string[];
};

/** The JSON Schemas of a message; null where it has none, or one of another kind. */
export type ExampleSchemas = {
  readonly headers: JsonValue | null;
  readonly payload: JsonValue | null;
  readonly contentType: string;
};

export type ExamplePart = "headers" | "payload";
export const EXAMPLE_PARTS = ["headers", "payload"] as const;
/** What one made example may take, in units of the view's budget: it is paid for on its own. */
const GENERATED_NODES = 100;
const MAX_PARTS = 1000;
/** Parts of all examples that are made for one view. */
const MADE_PARTS = 30_000;
const madeParts = new WeakMap<NodeBudget, number>();

export function readExamples(
  reading: Reading,
  message: JsonObject,
  schemas: ExampleSchemas,
): ReadingExample[] {
  // Examples are long, and are the first to go.
  if (reading.budget.mustSpare()) return [];
  const listed = Array.isArray(message.examples) ? affordable(reading.budget, message.examples) : [];
  const own = givenExamples(reading.document, listed, schemas);
  if (own.length === 0) return generated(reading, schemas);
  return readEach(reading.budget, own, (example) => {
    const text = textsOf(reading.budget, example);
    const shown = (part: ExamplePart) =>
      example[part] === undefined ? "" : shownValue(withDigits(example, part), reading.budget);
    return {
      name: text("name"),
      summary: text("summary"),
      headers: shown("headers"),
      payload: shown("payload"),
      isGenerated: false,
      extensions: readExtensions(reading, example),
      misfits: [],
    };
  });
}

/** The examples that the document gives of a message: of its own those that have headers or a payload, then its schemas'. */
export function givenExamples(
  document: JsonValue,
  own: readonly JsonValue[],
  schemas: ExampleSchemas,
): JsonObject[] {
  const whole = own.flatMap((example) => {
    const value = resolveValue(document, example);
    return isJsonObject(value) && EXAMPLE_PARTS.some((part) => value[part] !== undefined) ? [value] : [];
  });
  return [...whole, ...examplesOfSchemas(document, schemas)];
}

/** Each with the headers and the payload that stand at the same place of the two lists. */
function examplesOfSchemas(document: JsonValue, schemas: ExampleSchemas): JsonObject[] {
  const lists = EXAMPLE_PARTS.map((part) => ({ part, given: schemaExamples(document, schemas[part]) }));
  const count = Math.max(...lists.map(({ given }) => given.length));
  return Array.from({ length: Math.min(SECTION_NODES, count) }, (_, index) => {
    const example: JsonObject = {};
    for (const { part, given } of lists) {
      const { holder, key } = given[index] ?? {};
      const value = holder === undefined || key === undefined ? undefined : memberOf(holder, key);
      if (holder === undefined || key === undefined || value === undefined) continue;
      example[part] = value;
      const written = withDigits(holder, key);
      if (typeof value === "number" && typeof written === "string") noteDigits(example, part, value, written);
    }
    return example;
  });
}

/** Where a value stands. */
type Given = { readonly holder: JsonObject | JsonValue[]; readonly key: string | number };

/** The examples of a whole schema, or those beside the reference to it. */
export function schemaExamples(document: JsonValue, schema: JsonValue | null): Given[] {
  if (schema === null) return [];
  const holders = [besideOf(document, schema), resolveObject(document, schema)];
  const { examples } = holders.find((one) => Array.isArray(one.examples)) ?? {};
  const single = holders.find((one) => one.example !== undefined);
  return [
    ...(Array.isArray(examples) ? examples.map((_, key) => ({ holder: examples, key })) : []),
    ...(single === undefined ? [] : [{ holder: single, key: "example" }]),
  ];
}

/** An example made of the schemas; empty where they say nothing. */
export function madeExample(document: JsonValue, schemas: ExampleSchemas): JsonObject {
  const made: JsonObject = {};
  for (const part of EXAMPLE_PARTS) {
    const schema = schemas[part];
    if (schema === null || (part === "payload" && !isJsonContent(schemas.contentType))) continue;
    const value = sampleOf(document, schema);
    if (value !== undefined && !isEmpty(value)) made[part] = value;
  }
  return made;
}

/** One example of headers and payload, or none where there is nothing to show. */
function generated({ document, budget }: Reading, schemas: ExampleSchemas): ReadingExample[] {
  const whole = budget.whole;
  const left = madeParts.get(whole) ?? MADE_PARTS;
  if (left <= 0) return [];
  const made = madeExample(document, schemas);
  madeParts.set(whole, left - sizeOf(made, MAX_PARTS).parts);
  if (EXAMPLE_PARTS.every((part) => made[part] === undefined)) return [];
  const shown = (value: JsonValue | undefined) =>
    value === undefined ? "" : shownValue(value, new NodeBudget(GENERATED_NODES));
  return [
    {
      name: "",
      summary: "",
      headers: shown(made.headers),
      payload: shown(made.payload),
      isGenerated: true,
      extensions: [],
      misfits: [],
    },
  ];
}

function isEmpty(value: JsonValue): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}
