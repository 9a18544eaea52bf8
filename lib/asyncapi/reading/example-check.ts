// Whether values fit their schemas, by ajv. A document may be written to keep a reader busy: how much is compiled, and how
// much is done with it, is counted, and what would take longer is not checked. Where code cannot be made of texts (the
// browser, by its policy) nothing is checked. Pure.
import { Ajv } from "ajv";
import { isJsonObject, type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";
import { EFFORT, standing } from "./example-schema.ts";
import { sizeOf } from "./example-values.ts";
import { misfitWords } from "./example-words.ts";

/** May `value` stand where `schema` (of the document) is asked for? */
export type Question = { readonly value: JsonValue; readonly schema: JsonValue };
/** In words where it does not fit, none where it fits; null where it was not checked. */
export type Answer = readonly string[] | null;

const MAX_SCHEMA_NODES = 1500;
const MAX_VALUE_PARTS = 1000;
const MAX_TEXT = 5000;
const MAX_EFFORT = 50_000;

/** What may still be done for one answer to a person: nodes of schemas to compile, and steps of what they are compiled to. */
export type Purse = { nodes: number; effort: number };

export function newPurse(): Purse {
  return { nodes: 30_000, effort: 500_000 };
}

/** Answers in the order of the questions, which are asked together: compiling is what takes time. */
export function answersTo(root: JsonValue, questions: readonly Question[], purse: Purse): Answer[] {
  const sizes = questions.map(({ value }) => sizeOf(value, MAX_VALUE_PARTS));
  const isAskable = sizes.map(({ parts, longest }) => parts <= MAX_VALUE_PARTS && longest <= MAX_TEXT);
  const asked = questions.filter((_, index) => isAskable[index]);
  const unknown = questions.map(() => null);
  if (asked.length === 0 || purse.nodes <= 0 || purse.effort <= 0) return unknown;
  const longest = Math.max(...sizes.filter((_, index) => isAskable[index]).map((size) => size.longest));
  const bounds = { nodes: Math.min(MAX_SCHEMA_NODES, purse.nodes), longest };
  const answers = checked(root, asked, bounds, purse);
  let next = 0;
  return questions.map((_, index) => (isAskable[index] ? (answers[next++] ?? null) : null));
}

function checked(
  root: JsonValue,
  asked: readonly Question[],
  bounds: Parameters<typeof standing>[2],
  purse: Purse,
): Answer[] {
  const made = standing(
    root,
    asked.map(({ schema }) => schema),
    bounds,
  );
  purse.nodes -= made.nodes;
  const known = [...made.schemas.keys()].filter((index) => made.schemas[index] !== null);
  const meter = { left: Math.min(MAX_EFFORT, purse.effort) };
  const before = meter.left;
  try {
    const definitions = objectFrom(Object.entries(made.definitions).filter(([, schema]) => schema !== null));
    const validate = ajvWith(meter).compile({
      definitions,
      properties: objectFrom(known.map((index) => [String(index), made.schemas[index] ?? true])),
    });
    validate(objectFrom(known.map((index) => [String(index), asked[index]?.value ?? null])));
    const errors = validate.errors ?? [];
    return made.schemas.map((schema, index) =>
      schema === null ? null : misfitWords(errors, `/${index}`, definitions),
    );
  } catch {
    // Too much work, a schema that ajv does not take, or code that may not be made.
    return made.schemas.map(() => null);
  } finally {
    purse.effort -= before - Math.max(0, meter.left);
  }
}

function ajvWith(meter: { left: number }): Ajv {
  const options = {
    strict: false,
    allErrors: true,
    verbose: true,
    validateFormats: false,
    logger: false,
  } as const;
  const ajv = new Ajv({
    ...options,
    meta: false,
    validateSchema: false,
    inlineRefs: false,
    unicodeRegExp: false,
  });
  // The keyword of ajv compares each item with each other.
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    validate: (_: boolean, items: readonly JsonValue[]) =>
      new Set(items.map((item) => JSON.stringify(item))).size === items.length,
    error: { message: "must not have the same item twice" },
  });
  ajv.addKeyword({
    keyword: EFFORT,
    before: "not",
    validate: (cost: number, value: JsonValue) => {
      meter.left -=
        cost * (1 + (isJsonObject(value) || Array.isArray(value) ? Object.keys(value).length : 0));
      if (meter.left <= 0) throw new RangeError("Checking this example takes too long.");
      return true;
    },
    errors: false,
  });
  return ajv;
}
