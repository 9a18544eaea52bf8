// Whether a value fits a schema, in a browser whose policy lets nobody make code of texts (no eval): by a validator that
// walks the schema. Schemas and values come from others: how much is done with them is counted, and what takes more is not
// checked, and said so. Pure.
import { type Schema, Validator } from "@cfworker/json-schema";
import type { JsonObject, JsonValue } from "#lib/asyncapi/json-value.ts";
import { sizeOf } from "#lib/asyncapi/reading/example-values.ts";
import { checkableSchema, type Meter, type ValueBounds } from "./checkable-schema.ts";
import { isTouchedBy } from "./exact-keywords.ts";
import { type LongNumbers, NO_LONG_NUMBERS } from "./long-numbers.ts";
import type { Misfit } from "./misfit-words.ts";
import { misfitsIn } from "./misfits.ts";

export type Verdict =
  | { readonly kind: "valid" }
  | { readonly kind: "invalid"; readonly misfits: readonly Misfit[] }
  /** The schema, or the value, is too large to be checked in time; or numbers of it cannot be told apart. */
  | { readonly kind: "unchecked" };

/** Parts of schemas that are applied to parts of a value, at most: some 100 ms. */
const MAX_EFFORT = 100_000;
/** Values in which each item of a list may be compared with each other. */
const SHORT_LIST_PARTS = 1000;
const MAX_PARTS = 50_000;
/** Classes of values by their longest text: a pattern that takes too long for one may do for a shorter. */
const LENGTHS = [64, 1000, 64 * 1024, Number.POSITIVE_INFINITY];

type Checker = {
  /** As the validator has it; null where it is too large. */
  readonly schema: JsonObject | null;
  readonly validator: Validator | null;
  readonly meter: Meter;
};

const checkers = new WeakMap<JsonObject, Map<string, Checker>>();

/**
 * Draft 7 unless the schema's `$schema` says otherwise. `schema` stands by itself (`standaloneSchema`). What is done is taken
 * out of the purse, where there is one for several checks together. `long` are the numbers that the value's text has other
 * digits for: they are judged by those.
 */
export function checkValue(
  schema: JsonObject | boolean,
  value: unknown,
  { purse = { left: MAX_EFFORT }, long = NO_LONG_NUMBERS }: { purse?: Meter; long?: LongNumbers } = {},
): Verdict {
  if (schema === true) return { kind: "valid" };
  if (schema === false) return { kind: "invalid", misfits: [{ path: "$", words: "is not allowed here" }] };
  const bounds = boundsOf(value, isTouchedBy(schema, long) ? long : NO_LONG_NUMBERS);
  const { validator, meter, schema: checkable } = checkerOf(schema, bounds);
  if (validator === null || checkable === null) return { kind: "unchecked" };
  const before = Math.min(MAX_EFFORT, purse.left);
  meter.left = before;
  try {
    const { valid, errors } = validator.validate(value);
    return valid
      ? { kind: "valid" }
      : { kind: "invalid", misfits: misfitsIn(errors, { schema: checkable, value }) };
  } catch {
    // More than the meter holds, or than the stack does.
    return { kind: "unchecked" };
  } finally {
    purse.left -= before - meter.left;
  }
}

/** Nothing where it fits, and where that was not checked. */
export function misfitsOf(
  schema: JsonObject | boolean,
  value: unknown,
  long: LongNumbers = NO_LONG_NUMBERS,
): readonly Misfit[] {
  const verdict = checkValue(schema, value, { long });
  return verdict.kind === "invalid" ? verdict.misfits : [];
}

function boundsOf(value: unknown, long: LongNumbers): ValueBounds {
  // Counting takes whatever is there: it looks at lists, objects and texts alone.
  const { parts, longest } = sizeOf(value as JsonValue, MAX_PARTS);
  const isCounted = parts <= MAX_PARTS;
  return {
    longest: isCounted ? (LENGTHS.find((length) => longest <= length) ?? 0) : Number.POSITIVE_INFINITY,
    hasShortLists: parts <= SHORT_LIST_PARTS,
    long,
  };
}

function checkerOf(schema: JsonObject, bounds: ValueBounds): Checker {
  if (bounds.long.size > 0) return makeChecker(schema, bounds);
  const known = checkers.get(schema) ?? new Map<string, Checker>();
  checkers.set(schema, known);
  const key = `${bounds.longest} ${bounds.hasShortLists}`;
  const checker = known.get(key) ?? makeChecker(schema, bounds);
  known.set(key, checker);
  return checker;
}

function makeChecker(schema: JsonObject, bounds: ValueBounds): Checker {
  const meter = { left: Number.POSITIVE_INFINITY };
  try {
    const checkable = checkableSchema(schema, bounds, meter);
    // The package's type of a schema is narrower than what it takes.
    const validator = checkable && new Validator(checkable as Schema, draftOf(schema), false);
    return { schema: checkable, validator, meter };
  } catch {
    return { schema: null, validator: null, meter };
  }
}

function draftOf({ $schema }: JsonObject): "7" | "2019-09" | "2020-12" {
  const drafts = ["2020-12", "2019-09"] as const;
  return drafts.find((draft) => typeof $schema === "string" && $schema.includes(draft)) ?? "7";
}
