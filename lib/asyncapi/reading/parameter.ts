// A parameter of an address, or a variable of a server: a name and what may stand in its place.
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import { resolveObject } from "#lib/asyncapi/local-ref.ts";
import { descriptionOf, listOfTexts, type Reading, textsOf } from "./reading.ts";
import { expressionWords } from "./runtime-expression.ts";

export type ReadingParameter = {
  readonly name: string;
  readonly description: string;
  readonly values: readonly string[];
  readonly preset: string;
  readonly examples: readonly string[];
  /** Where a message repeats it: `user.id in the payload`; empty where none does. */
  readonly location: string;
};

export function readParameter(
  reading: Reading,
  name: string,
  value: JsonValue | undefined,
): ReadingParameter {
  const { document, budget } = reading;
  const parameter = resolveObject(document, value);
  const text = textsOf(budget, parameter);
  return {
    name,
    description: descriptionOf(reading, value, parameter),
    values: listOfTexts(budget, parameter.enum),
    preset: text("default"),
    examples: listOfTexts(budget, parameter.examples),
    location: expressionWords(text("location")),
  };
}
