// A parameter of an address, or a variable of a server: a name and what may stand in its place.
import { type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import { resolveObject, resolvePath } from "#lib/asyncapi/local-ref.ts";
import { type ReadingPart, readExtensions } from "./about.ts";
import { descriptionOf, listOfTexts, type Reading, textsOf } from "./reading.ts";
import { expressionWords } from "./runtime-expression.ts";

export type ReadingParameter = {
  readonly name: string;
  /** Where it stands in the document, references followed; null where the document says nothing of it. */
  readonly place: Path | null;
  readonly description: string;
  readonly values: readonly string[];
  readonly preset: string;
  readonly examples: readonly string[];
  /** Where a message repeats it: `user.id in the payload`; empty where none does. */
  readonly location: string;
  readonly extensions: readonly ReadingPart[];
};

/** Reads the parameter, or the reference to one, at a path. */
export function readParameter(reading: Reading, name: string, path: Path): ReadingParameter {
  const { document, budget } = reading;
  const value = valueAt(document, path);
  const parameter = resolveObject(document, value);
  const text = textsOf(budget, parameter);
  return {
    name,
    place: resolvePath(document, path),
    description: descriptionOf(reading, value, parameter),
    values: listOfTexts(budget, parameter.enum),
    preset: text("default"),
    examples: listOfTexts(budget, parameter.examples),
    location: expressionWords(text("location")),
    extensions: readExtensions(reading, parameter),
  };
}
