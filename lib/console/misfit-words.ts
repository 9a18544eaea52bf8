// What the validator says of a value, as places (JSONPath) and short sentences for people. Pure.
import type { OutputUnit } from "@cfworker/json-schema";

/** Where a value does not fit: JSONPath (RFC 9535) and why. */
export type Misfit = { readonly path: string; readonly words: string };

const MAX_WORDS = 200;
/** Keywords that only say that something below them does not fit. */
const FRAMES = new Set([
  "$ref",
  "properties",
  "patternProperties",
  "additionalProperties",
  "unevaluatedProperties",
  "propertyNames",
  "dependentSchemas",
  "items",
  "prefixItems",
  "additionalItems",
  "unevaluatedItems",
  "allOf",
  "if",
]);

/** True of an error that another tells more of. */
export function isFrame({ keyword }: OutputUnit): boolean {
  return FRAMES.has(keyword);
}

/** Where the value stands: JSONPath (RFC 9535). */
export function placeOf({ instanceLocation }: OutputUnit): string {
  return jsonPath(instanceLocation);
}

/** True of two errors that can be said as one (`togetherAs`). */
export function areAlike(one: OutputUnit, other: OutputUnit): boolean {
  return one.instanceLocation === other.instanceLocation && demandOf(one) === demandOf(other);
}

/** Errors that are alike as one: any of the types, or of the values, would do. */
export function togetherAs(errors: readonly OutputUnit[]): OutputUnit {
  const [first, ...others] = errors;
  if (!first) throw new RangeError("There is no error to tell.");
  if (others.every(({ error }) => error === first.error)) return first;
  const joined = (said: RegExp, separator: string) => {
    const texts = errors.map(({ error }) => said.exec(error)?.[1] ?? error);
    return [...new Set(texts)].join(separator);
  };
  if (first.keyword === "type") {
    const expected = joined(/Expected "(.*)"\.$/, '", "');
    return { ...first, error: first.error.replace(/Expected ".*"\.$/, () => `Expected "${expected}".`) };
  }
  const values = joined(/^Instance does not match (?:any of \[)?(.*?)\]?\.$/s, ",");
  return { ...first, keyword: "enum", error: `Instance does not match any of [${values}].` };
}

function demandOf(error: OutputUnit): string {
  if (error.keyword === "const" || error.keyword === "enum") return "a value";
  return error.keyword === "type" ? "a type" : `${error.keyword} ${error.error}`;
}

/** Words of the validator's own where there are none here. */
export function wordsOf({ keyword, error }: OutputUnit): string {
  const said = RULES[keyword]?.(error) ?? error.replace(/\.$/, "");
  return said.length > MAX_WORDS ? `${said.slice(0, MAX_WORDS)}…` : said;
}

type Words = (error: string) => string | null;

const RULES: Readonly<Record<string, Words>> = {
  type: (error) => {
    const [, is, expected] = /^Instance type "(.*?)" is invalid\. Expected "(.*)"\.$/.exec(error) ?? [];
    return is === undefined || expected === undefined
      ? null
      : `must be ${expected.split('", "').map(typeWords).join(" or ")}, is ${typeWords(is)}`;
  },
  const: (error) => replaced(error, /^Instance does not match (.*)\.$/s, "must be $1"),
  enum: (error) => replaced(error, /^Instance does not match any of \[(.*)\]\.$/s, "must be one of $1"),
  required: (error) => replaced(error, /^Instance does not have required property "(.*)"\.$/s, 'needs "$1"'),
  dependentRequired: dependent,
  dependencies: dependent,
  false: () => "is not allowed here",
  not: () => "fits what it must not be",
  anyOf: () => "fits none of the alternatives",
  oneOf: (error) =>
    error.includes("(0 matches)") ? "fits none of the alternatives" : "fits more than one alternative",
  minLength: (error) => replaced(error, /^.*< (.*)\)\.$/, "is too short: at least $1 characters"),
  maxLength: (error) => replaced(error, /^.*> (.*)\)\.$/, "is too long: at most $1 characters"),
  minItems: (error) => replaced(error, /^.*< (.*)\)\.$/, "has too few items: at least $1"),
  maxItems: (error) => replaced(error, /^.*> (.*)\)\.$/, "has too many items: at most $1"),
  minProperties: (error) =>
    replaced(error, /^.* at least (.*) properties\.$/, "needs at least $1 properties"),
  maxProperties: (error) =>
    replaced(error, /^.* at least (.*) properties\.$/, "may have $1 properties at most"),
  minimum: (error) => replaced(error, /^.* than (.*)\.$/, "must be $1 or more"),
  maximum: (error) => replaced(error, /^.* than (.*)\.$/, "must be $1 or less"),
  exclusiveMinimum: (error) => replaced(error, /^.* than (.*)\.$/, "must be more than $1"),
  exclusiveMaximum: (error) => replaced(error, /^.* than or equal to (.*)\.$/, "must be less than $1"),
  multipleOf: (error) => replaced(error, /^.* multiple of (.*)\.$/, "must be a multiple of $1"),
  pattern: () => "does not match the pattern",
  format: (error) => replaced(error, /^String does not match format "(.*)"\.$/, "is no $1"),
  uniqueItems: () => "has the same item twice",
  contains: () => "has no item of the kind that it needs",
};

function dependent(error: string): string | null {
  return replaced(error, /^Instance has "(.*)" but does not have "(.*)"\.$/s, 'has "$1" and so needs "$2"');
}

/** Null where the validator says something else. */
function replaced(error: string, said: RegExp, words: string): string | null {
  return said.test(error) ? error.replace(said, words) : null;
}

function typeWords(type: string): string {
  const words: Readonly<Record<string, string>> = {
    array: "a list",
    integer: "an integer",
    null: "null",
    object: "an object",
    string: "a text",
  };
  return words[type] ?? `a ${type}`;
}

/** `#/a/0/b c` → `$.a[0]["b c"]` */
function jsonPath(location: string): string {
  return stepsOf(location).reduce((path, name) => {
    if (/^(?:0|[1-9]\d*)$/.test(name)) return `${path}[${name}]`;
    return /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
  }, "$");
}

/** The validator's locations are JSON Pointers (RFC 6901) as fragments of URIs. */
export function stepsOf(location: string): string[] {
  const steps = decodeURI(location).split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
