// Whether a value fits a schema, in a browser whose policy lets nobody make code of texts (no eval): by a validator that
// walks the schema. Words of its own, for people.
import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/asyncapi/json-value.ts";
import { patternCost } from "#lib/asyncapi/reading/example-pattern.ts";

/** Where a value does not fit: JSONPath (RFC 9535) and why. */
export type Misfit = { readonly path: string; readonly words: string };

const MAX_MISFITS = 20;
/** What trying the patterns of one schema on a text may take, in steps; those that take more are not tried. */
const MAX_PATTERN_STEPS = 1_000_000;
const LONGEST_TRIED = 1_000;
/** Keywords that only say that something below them does not fit. */
const FRAMES = new Set([
  "properties",
  "items",
  "prefixItems",
  "allOf",
  "$ref",
  "additionalProperties",
  "patternProperties",
  "then",
  "else",
  "if",
]);

const validators = new WeakMap<JsonObject, Validator | null>();

/** Nothing where it fits, and where that cannot be told. `schema` stands by itself (`standaloneSchema`). */
export function misfitsOf(schema: JsonObject | boolean, value: unknown): readonly Misfit[] {
  if (schema === true) return [];
  if (schema === false) return [{ path: "$", words: "nothing is allowed here" }];
  const validator = validatorOf(schema);
  if (validator === null) return [];
  try {
    const { valid, errors } = validator.validate(value);
    return valid ? [] : misfitsIn(errors);
  } catch {
    // A schema that is none: what does not stand in it cannot be broken.
    return [];
  }
}

function validatorOf(schema: JsonObject): Validator | null {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const made = makeValidator(schema);
  validators.set(schema, made);
  return made;
}

function makeValidator(schema: JsonObject): Validator | null {
  try {
    // The package's type of a schema is narrower than what documents hold; it takes any.
    return new Validator(withoutCostlyPatterns(schema) as Schema, draftOf(schema), false);
  } catch {
    return null;
  }
}

/** Draft 7 unless the schema says otherwise (AsyncAPI 3.0, Schema Object). */
function draftOf({ $schema }: JsonObject): "4" | "7" | "2019-09" | "2020-12" {
  if (typeof $schema !== "string") return "7";
  return (
    (["2020-12", "2019-09"] as const).find((draft) => $schema.includes(draft)) ??
    ($schema.includes("draft-04") ? "4" : "7")
  );
}

/** A pattern of a document may take for ever: those that may are left out, and so is every key of `patternProperties`. */
function withoutCostlyPatterns(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutCostlyPatterns);
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([name, member]) => name !== "pattern" || isCheap(member));
  return Object.fromEntries(
    kept.map(([name, member]) => [
      name,
      name === "patternProperties" && isJsonObject(member)
        ? withoutCostlyPatterns(
            Object.fromEntries(Object.entries(member).filter(([pattern]) => isCheap(pattern))),
          )
        : withoutCostlyPatterns(member),
    ]),
  );
}

function isCheap(pattern: JsonValue): boolean {
  return typeof pattern !== "string" || patternCost(pattern, LONGEST_TRIED) <= MAX_PATTERN_STEPS;
}

function misfitsIn(errors: readonly OutputUnit[]): Misfit[] {
  const telling = errors.filter(({ keyword }) => !FRAMES.has(keyword));
  const chosen = telling.length > 0 ? telling : errors;
  const found = chosen.map(({ instanceLocation, error }) => ({
    path: jsonPath(instanceLocation),
    words: error.replace(/\.$/, ""),
  }));
  const once = new Map(found.map((misfit) => [`${misfit.path} ${misfit.words}`, misfit]));
  return [...once.values()].slice(0, MAX_MISFITS);
}

/** `#/a/0/b c` → `$.a[0]["b c"]` */
function jsonPath(location: string): string {
  const steps = location.replace(/^#\/?/, "").split("/");
  return steps.reduce((path, step) => {
    if (step === "") return path;
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (/^\d+$/.test(name)) return `${path}[${name}]`;
    return /^[A-Za-z_][\w]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
  }, "$");
}
