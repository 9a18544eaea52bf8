// What the validator says of a value, as places (JSONPath) and short sentences for people. Pure.
import type { OutputUnit } from "@cfworker/json-schema";

/** Where a value does not fit: JSONPath (RFC 9535) and why. */
export type Misfit = { readonly path: string; readonly words: string };

const MAX_MISFITS = 20;
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

/** The misfits that help, each once, as far as anybody reads. */
export function misfitsIn(errors: readonly OutputUnit[]): readonly Misfit[] {
  const told = withoutAlternatives(placed(errors)).filter(({ keyword }) => !FRAMES.has(keyword));
  const found = told.map((error) => ({ path: jsonPath(error.instanceLocation), words: wordsOf(error) }));
  const once = new Map(found.map((misfit) => [`${misfit.path} ${misfit.words}`, misfit]));
  return [...once.values()].slice(0, MAX_MISFITS);
}

/** The validator places `false` where the value stands; in the schema it stands below what comes before it. */
function placed(errors: readonly OutputUnit[]): OutputUnit[] {
  return errors.map((error, index) =>
    error.keyword === "false"
      ? { ...error, keywordLocation: `${errors[index - 1]?.keywordLocation ?? "#"}/false` }
      : error,
  );
}

/** What is wrong with each alternative is told by the choice that none of them fits, unless one alone comes near. */
function withoutAlternatives(errors: readonly OutputUnit[]): OutputUnit[] {
  const choices = errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf");
  return choices.reduce<OutputUnit[]>(
    (left, choice) => {
      if (!left.includes(choice)) return left;
      const isWithin = (error: OutputUnit) => error.keywordLocation.startsWith(`${choice.keywordLocation}/`);
      const fitsNone = choice.keyword === "anyOf" || choice.error.includes("(0 matches)");
      const nearest = fitsNone ? nearestOf(left.filter(isWithin), choice) : [];
      const kept = new Set(nearest);
      return left.filter((error) =>
        error === choice ? nearest.length === 0 : !isWithin(error) || kept.has(error),
      );
    },
    [...errors],
  );
}

/** What keeps a value from the one alternative that does not mean another kind of value; none where several may be meant. */
function nearestOf(errors: readonly OutputUnit[], choice: OutputUnit): readonly OutputUnit[] {
  const alternativeOf = ({ keywordLocation }: OutputUnit) =>
    keywordLocation.slice(choice.keywordLocation.length + 1).split("/", 1)[0] ?? "";
  const telling = ({ keyword, instanceLocation }: OutputUnit) =>
    keyword === "const" ||
    keyword === "enum" ||
    (keyword === "type" && instanceLocation === choice.instanceLocation);
  const near = [...Map.groupBy(errors, alternativeOf).values()].filter((all) => !all.some(telling));
  return near.length === 1 ? (near[0] ?? []) : [];
}

/** Words of the validator's own where there are none here. */
function wordsOf({ keyword, error }: OutputUnit): string {
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
  const steps = decodeURI(location).split("/").slice(1);
  return steps.reduce((path, step) => {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (/^(?:0|[1-9]\d*)$/.test(name)) return `${path}[${name}]`;
    return /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
  }, "$");
}
