// What ajv says of a value, in words with the place where it does not fit.
import type { ErrorObject } from "ajv";
import { type JsonObject, type JsonValue, memberOf, textAt } from "#lib/asyncapi/json-value.ts";

/** What is referred to, by name: `#/definitions/NAME`. */
type Definitions = JsonObject;
const DEFINITION = "#/definitions/";

const MAX_WORDS = 5;
const MAX_NAMES = 5;
/** Errors of one alternative that are told. */
const MOST_NEAREST = 2;
const CHOICES: ReadonlySet<string> = new Set(["oneOf", "anyOf"]);

/** The errors at a place and below it, the whole being called by its root: `/price must be a number`. */
export function misfitWords(
  errors: readonly ErrorObject[],
  place: string,
  definitions: Definitions = {},
): string[] {
  const here = errors.filter(({ instancePath }) => `${instancePath}/`.startsWith(`${place}/`));
  const choices = here.filter(({ keyword }) => CHOICES.has(keyword)).map((error) => error.instancePath);
  // What is wrong with each alternative is told by the choice that none of them fits.
  const isWithin = ({ instancePath, keyword }: ErrorObject) =>
    !CHOICES.has(keyword) && choices.some((path) => `${instancePath}/`.startsWith(`${path}/`));
  const told = here.filter((error) => error.keyword !== "if" && !isWithin(error));
  const wordsAt = (error: ErrorObject) => wordsOf(error, error.instancePath.slice(place.length));
  const toldOf = (error: ErrorObject) => {
    const nearest = nearestAlternative(here, error, definitions).map(wordsAt);
    return nearest.length > 0 ? `${wordsAt(error)}; of the nearest: ${nearest.join(", ")}` : wordsAt(error);
  };
  const words = [...new Set(told.map(toldOf))];
  const rest = words.length - MAX_WORDS;
  return rest > 0 ? [...words.slice(0, MAX_WORDS), `and ${rest} more`] : words;
}

/**
 * What is wrong with the alternative of a choice that comes nearest: not another by its telling value, and with the fewest
 * errors. Asks for ajv's `verbose` errors.
 */
function nearestAlternative(
  errors: readonly ErrorObject[],
  choice: ErrorObject,
  definitions: Definitions,
): ErrorObject[] {
  if (!CHOICES.has(choice.keyword) || Array.isArray(choice.params.passingSchemas)) return [];
  const alternatives: readonly JsonValue[] = Array.isArray(choice.schema) ? choice.schema : [];
  const inChoice = errors.filter(({ instancePath }) =>
    `${instancePath}/`.startsWith(`${choice.instancePath}/`),
  );
  const wrong = alternatives
    .map((alternative) => partsOf(alternative, definitions))
    .map((parts) => inChoice.filter(({ parentSchema }) => parts.has(parentSchema)))
    .filter((found) => found.length > 0);
  const isTold = ({ keyword }: ErrorObject) => keyword === "const" || keyword === "enum";
  const distance = (all: readonly ErrorObject[]) => all.length + (all.some(isTold) ? errors.length : 0);
  const [nearest = []] = wrong.toSorted((one, other) => distance(one) - distance(other));
  return nearest.filter(({ keyword }) => keyword !== "if" && !CHOICES.has(keyword)).slice(0, MOST_NEAREST);
}

/** A schema with all that it holds and refers to: an error names the part it is of, and not the way there. */
function partsOf(schema: JsonValue, definitions: Definitions): ReadonlySet<unknown> {
  const parts = new Set<unknown>();
  const waiting = [schema];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part !== "object" || part === null || parts.has(part)) continue;
    parts.add(part);
    const name = textAt(part, ["$ref"])?.slice(DEFINITION.length);
    waiting.push(
      ...Object.values(part),
      ...(name === undefined ? [] : [memberOf(definitions, name) ?? null]),
    );
  }
  return parts;
}

function wordsOf({ keyword, params, message = "does not fit" }: ErrorObject, path: string): string {
  const name = path === "" ? "It" : path;
  const said = rule(keyword, params);
  return `${name} ${said ?? message}`;
}

function rule(keyword: string, params: Record<string, unknown>): string | null {
  if (keyword === "type") return `must be ${typeWords(params.type)}`;
  if (keyword === "required") return `needs ${String(params.missingProperty)}`;
  if (keyword === "unevaluatedProperties") return `may not have ${String(params.unevaluatedProperty)}`;
  if (keyword === "additionalProperties") return `may not have ${String(params.additionalProperty)}`;
  if (keyword === "enum" && Array.isArray(params.allowedValues))
    return `must be ${listWords(params.allowedValues)}`;
  if (keyword === "format") return `is no ${String(params.format)}`;
  if (keyword === "dependentRequired" || keyword === "dependencies")
    return `has ${String(params.property)} and so needs ${String(params.missingProperty)}`;
  if (keyword === "contains") return containsWords(params);
  if (keyword === "const") return `must be ${JSON.stringify(params.allowedValue)}`;
  if (keyword === "oneOf" && Array.isArray(params.passingSchemas))
    return "fits more than one of its alternatives, and may fit one only";
  if (CHOICES.has(keyword)) return "fits none of its alternatives";
  if (keyword === "false schema") return "may not be there";
  if (keyword === "not") return "fits what it must not be";
  return null;
}

function containsWords({ minContains, maxContains }: Record<string, unknown>): string {
  const most = maxContains === undefined ? "" : `, and ${String(maxContains)} at most`;
  return `needs at least ${String(minContains)} of the kind that it contains${most}`;
}

function typeWords(type: unknown): string {
  const names: Readonly<Record<string, string>> = {
    array: "a list",
    integer: "an integer",
    object: "an object",
    null: "null",
  };
  return [type]
    .flat()
    .map((one) => names[String(one)] ?? `a ${String(one)}`)
    .join(" or ");
}

function listWords(values: readonly unknown[]): string {
  const shown = values.slice(0, MAX_NAMES).map((value) => JSON.stringify(value).slice(0, 80));
  const rest = values.length - shown.length;
  return rest > 0
    ? `one of ${shown.join(", ")} or ${rest} more`
    : `${shown.length > 1 ? "one of " : ""}${shown.join(", ")}`;
}
