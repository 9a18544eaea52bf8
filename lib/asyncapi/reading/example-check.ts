// Whether values fit their schemas, by ajv, which makes code of them: a browser's policy does not let it. How much is done
// with that code is counted, and what would take longer is not checked. Pure.
import { validate as walk } from "@cfworker/json-schema";
import { str } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { isJsonObject, type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";
import { FORMATS } from "./example-format.ts";
import { type Answer, type Asked, answersWith, type Purse } from "./example-question.ts";
import { EFFORT } from "./example-schema.ts";
import { misfitWords } from "./example-words.ts";

const MAX_EFFORT = 50_000;

/** Answers in the order of the questions, which are asked together: compiling is what takes time. */
export const answersTo = answersWith(checked);

function checked({ questions, made }: Asked, purse: Purse): Answer[] {
  const known = [...made.schemas.keys()].filter((index) => made.schemas[index] !== null);
  const meter = { left: Math.min(MAX_EFFORT, purse.effort) };
  const before = meter.left;
  try {
    const definitions = objectFrom(Object.entries(made.definitions).filter(([, schema]) => schema !== null));
    const validate = ajvWith(meter).compile({
      definitions,
      properties: objectFrom(known.map((index) => [String(index), made.schemas[index] ?? true])),
    });
    validate(objectFrom(known.map((index) => [String(index), questions[index]?.value ?? null])));
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

function ajvWith(meter: { left: number }): Ajv2020 {
  const options = {
    strict: false,
    allErrors: true,
    verbose: true,
    formats: FORMATS,
    logger: false,
  } as const;
  const ajv = new Ajv2020({
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
  // That of ajv divides, and 4.35 / 0.01 is no whole number to a computer; the walking checker goes by the decimal digits.
  ajv.removeKeyword("multipleOf");
  ajv.addKeyword({
    keyword: "multipleOf",
    type: "number",
    validate: (multipleOf: number, value: number) => walk(value, { multipleOf }).valid,
    error: { message: ({ schemaCode }) => str`must be a multiple of ${schemaCode}` },
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
