// Examples of a message: its own, or one that is made of its schemas where it has none. Whether they fit is a matter of its own
// (example-misfits.ts): checking takes longer than all the rest of reading.

import { isJsonObject, type JsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";
import { resolveValue } from "#lib/asyncapi/local-ref.ts";
import { affordable, NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { withDigits } from "#lib/asyncapi/written-digits.ts";
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
  const given = Array.isArray(message.examples) ? affordable(reading.budget, message.examples) : [];
  const own = ownExamples(reading.document, given);
  if (own.length === 0) return generated(reading, schemas);
  return own.map((example) => {
    const text = textsOf(reading.budget, example);
    const shown = (part: ExamplePart) =>
      example[part] === undefined ? "" : shownValue(withDigits(example, part), reading.budget);
    return {
      name: text("name"),
      summary: text("summary"),
      headers: shown("headers"),
      payload: shown("payload"),
      isGenerated: false,
      misfits: [],
    };
  });
}

/** Those of a message's examples that have headers or a payload. */
export function ownExamples(document: JsonValue, given: readonly JsonValue[]): JsonObject[] {
  return given.flatMap((example) => {
    const value = resolveValue(document, example);
    return isJsonObject(value) && EXAMPLE_PARTS.some((part) => value[part] !== undefined) ? [value] : [];
  });
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
      misfits: [],
    },
  ];
}

function isEmpty(value: JsonValue): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}
