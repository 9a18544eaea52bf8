// Keywords of a schema that judge numbers, for a text whose numbers are longer than a double: the validator compares doubles,
// so where two are one double, what it compares with is moved to the side on which the written digits are. Pure.
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";
import { copyDigits, noteDigits, withDigits } from "#lib/asyncapi/written-digits.ts";
import { compareDecimals, type Decimal, decimalOf, isMultipleOf } from "./decimal.ts";
import { isRoundedNumber, type LongNumbers } from "./long-numbers.ts";

/** How numbers of a schema were written that a double rounds, beside them: notes of memory do not travel to a browser. */
const DIGITS = "x-written-digits";

/** Several numbers of a text are one double, and fit differently: the text is not judged. */
export class Indistinct extends Error {}

/** The schema with the digits of its rounded numbers beside them, as far as its text notes them. */
export function withDigitsBeside(schema: JsonObject, copy: JsonObject): JsonObject {
  const written = Object.entries(schema).flatMap(([name, value]) => {
    const own = Array.isArray(value)
      ? value.map((_, index) => roundedDigits(value, index))
      : roundedDigits(schema, name);
    return own === null || (Array.isArray(own) && own.every((one) => one === null)) ? [] : [[name, own]];
  });
  return written.length === 0 ? copy : { ...copy, [DIGITS]: Object.fromEntries(written) };
}

function roundedDigits(holder: JsonObject | JsonValue[], key: string | number): string | null {
  const digits = withDigits(holder, key);
  const value = Reflect.get(holder, key);
  const decimal = typeof digits === "string" && typeof value === "number" ? decimalOf(digits) : null;
  return decimal !== null && isRoundedNumber(Number(value), decimal) ? String(digits) : null;
}

/** Notes the digits that stand beside the numbers of a schema, for readers of `withDigits`. */
export function noteDigitsBeside(schema: JsonObject): void {
  const beside = schema[DIGITS];
  if (!isJsonObject(beside)) return;
  for (const [name, written] of Object.entries(beside)) {
    const value = schema[name];
    if (typeof value === "number" && typeof written === "string") noteDigits(schema, name, value, written);
    if (!Array.isArray(value) || !Array.isArray(written)) continue;
    for (const [index, one] of written.entries()) {
      const item = value[index];
      if (typeof item === "number" && typeof one === "string") noteDigits(value, index, item, one);
    }
  }
}

type Told = { readonly numbers: ReadonlySet<number>; readonly hasSteps: boolean; readonly isUnique: boolean };
const told = new WeakMap<JsonObject, Told>();

/** Whether doubles may judge a text wrongly by this schema. Most texts with long ids meet no bound at all. */
export function isTouchedBy(schema: JsonObject, long: LongNumbers): boolean {
  if (long.size === 0) return false;
  const { numbers, hasSteps, isUnique } = toldBy(schema);
  return [...long].some(
    ([value, { written, isRounded }]) =>
      numbers.has(value) || (hasSteps && isRounded) || (isUnique && written.length > 1),
  );
}

function toldBy(schema: JsonObject): Told {
  const known = told.get(schema);
  if (known) return known;
  const numbers = new Set<number>();
  const names = new Set<string>();
  const left: JsonValue[] = [schema];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (typeof value === "number") numbers.add(value);
    if (typeof value !== "object" || value === null) continue;
    for (const name of Array.isArray(value) ? [] : Object.keys(value)) names.add(name);
    for (const member of Object.values(value)) left.push(member);
  }
  const made = { numbers, hasSteps: names.has("multipleOf"), isUnique: names.has("uniqueItems") };
  told.set(schema, made);
  return made;
}

/** What does not fit each bound, and where the bound is put for the validator so that the number fits not, or fits: so many doubles above. */
const BOUNDS = [
  ["minimum", (side: number) => side < 0, 1, 0],
  ["maximum", (side: number) => side > 0, -1, 0],
  ["exclusiveMinimum", (side: number) => side <= 0, 0, -1],
  ["exclusiveMaximum", (side: number) => side >= 0, 0, 1],
] as const;

/** Keywords that are no schemas, for a text with such numbers; throws `Indistinct`. */
export function exactKeywords(schema: JsonObject, long: LongNumbers): JsonObject {
  if (long.size === 0) return schema;
  const made = { ...schema };
  copyDigits(schema, made);
  for (const [name, isOutside, whereOutside, whereInside] of BOUNDS) {
    const bound = schema[name];
    const numbers = typeof bound === "number" ? long.get(bound)?.written : undefined;
    if (typeof bound !== "number" || numbers === undefined) continue;
    const [exact, written] = writtenAt(schema, name, bound);
    const isOut = same(numbers.map((number) => isOutside(compareDecimals(number, exact))));
    made[name] = standIn({
      valueOf: () => beside(bound, isOut ? whereOutside : whereInside),
      toString: () => written,
    });
  }
  if (schema.const !== undefined) made.const = exactConstant(schema, "const", long);
  const { enum: values } = schema;
  if (Array.isArray(values)) made.enum = values.map((_, index) => exactConstant(values, index, long));
  if (schema.uniqueItems === true && [...long.values()].some(({ written }) => written.length > 1))
    throw new Indistinct();
  return made;
}

/** A value that is equal to what was written; another where that only rounds to it. */
function exactConstant(holder: JsonObject | JsonValue[], key: string | number, long: LongNumbers): JsonValue {
  const value: JsonValue = Reflect.get(holder, key);
  if (typeof value === "object" && value !== null && holds(value, long)) throw new Indistinct();
  const numbers = typeof value === "number" ? long.get(value)?.written : undefined;
  if (typeof value !== "number" || numbers === undefined) return value;
  const [exact] = writtenAt(holder, key, value);
  const isMeant = same(numbers.map((number) => compareDecimals(number, exact) === 0));
  return isMeant ? value : standIn({ toJSON: () => value });
}

function holds(value: JsonValue, long: LongNumbers): boolean {
  if (typeof value === "number") return long.has(value);
  return typeof value === "object" && value !== null && Object.values(value).some((one) => holds(one, long));
}

/** The step of a schema for a text with rounded numbers, as a schema beside it; null where the step judges them rightly. */
export function exactStep(schema: JsonObject, long: LongNumbers): JsonObject | null {
  const step = schema.multipleOf;
  const rounded = [...long].filter(([, { isRounded }]) => isRounded);
  if (typeof step !== "number" || rounded.length === 0) return null;
  const [exact, shown] = writtenAt(schema, "multipleOf", step);
  const fits = ([, { written }]: (typeof rounded)[number]) =>
    same(written.map((number) => isMultipleOf(number, exact)));
  const valuesWhere = (isMultiple: boolean) =>
    rounded.filter((one) => fits(one) === isMultiple).map(([value]) => value);
  const never = standIn({ toString: () => shown });
  return {
    allOf: [
      { if: { enum: valuesWhere(true) }, else: { multipleOf: step } },
      { if: { not: { enum: valuesWhere(false) } }, else: { multipleOf: never } },
    ],
  };
}

function writtenAt(
  holder: JsonObject | JsonValue[],
  key: string | number,
  value: number,
): readonly [Decimal, string] {
  const written = String(withDigits(holder, key));
  const decimal = decimalOf(written) ?? decimalOf(String(value));
  if (decimal === null) throw new Indistinct();
  return [decimal, written];
}

/** What holds of all; throws where it holds of some only, which are one double. */
function same(answers: readonly boolean[]): boolean {
  const [first = false] = answers;
  if (answers.some((answer) => answer !== first)) throw new Indistinct();
  return first;
}

/** The double so many places above another. */
function beside(value: number, places: number): number {
  const [double, bits] = [new Float64Array([value]), new BigInt64Array(1)];
  bits[0] = new BigInt64Array(double.buffer)[0] ?? 0n;
  bits[0] += BigInt(value < 0 ? -places : places);
  return new Float64Array(bits.buffer)[0] ?? value;
}

/** The validator compares by `valueOf`, and shows by `toString` and `toJSON`; a type of JSON has no such thing. */
function standIn(shown: object): JsonValue {
  return shown as JsonValue;
}
