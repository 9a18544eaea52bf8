// Parameters of channels: AsyncAPI 2 gives each a schema, AsyncAPI 3 allowed values, a default and examples, all of them text.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Path,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf, resolveValue } from "#lib/asyncapi/local-ref.ts";
import type { ConversionNotes } from "./conversion-note.ts";
import type { ExactPlain } from "./exact-plain.ts";

/** What of a schema a parameter can say, or what says nothing more than that it is text. */
const CARRIED: ReadonlySet<string> = new Set(["enum", "const", "default", "examples", "description"]);

export type ParameterConversion = {
  readonly document: JsonObject;
  readonly plain: ExactPlain;
  readonly notes: ConversionNotes;
};

/** Parameters of AsyncAPI 3; `path` is where they stood. */
export function convertParameters(
  conversion: ParameterConversion,
  parameters: JsonObject,
  path: Path,
): JsonObject {
  const converted = Object.entries(parameters).map(
    ([name, value]) => [name, convertParameter(conversion, name, value, [...path, name])] as const,
  );
  return Object.fromEntries(converted);
}

function convertParameter(
  conversion: ParameterConversion,
  name: string,
  parameter: JsonValue,
  path: Path,
): JsonValue {
  if (!isJsonObject(parameter)) return {};
  if (refOf(parameter) !== null) return { $ref: parameter.$ref ?? null };
  const { schema: written, description, location, ...rest } = parameter;
  const schema = schemaOf(conversion, name, written, path);
  const text = description ?? textAt(schema, ["description"]);
  return {
    ...rest,
    ...(text === null ? {} : { description: text }),
    ...valuesOf(conversion.plain, schema),
    ...(location === undefined ? {} : { location }),
  };
}

function valuesOf(plain: ExactPlain, schema: JsonObject): JsonObject {
  const texts = (list: JsonValue | undefined) =>
    Array.isArray(list) ? list.flatMap((item) => plain.textOf(item) ?? []) : [];
  const allowed = texts(schema.const === undefined ? schema.enum : [schema.const]);
  const examples = texts(schema.examples);
  const standard = plain.textOf(schema.default);
  return {
    ...(allowed.length === 0 ? {} : { enum: allowed }),
    ...(standard === null ? {} : { default: standard }),
    ...(examples.length === 0 ? {} : { examples }),
  };
}

/** The schema, its reference followed; says what of it has no place in AsyncAPI 3. */
function schemaOf(
  { document, notes }: ParameterConversion,
  name: string,
  written: JsonValue | undefined,
  path: Path,
): JsonObject {
  if (written === undefined) return {};
  const schema = resolveValue(document, written);
  if (!isJsonObject(schema)) {
    const message = `The schema of the parameter ${name} cannot be found in the document and is left out.`;
    notes.warning("parameter-schema", message, path);
    return {};
  }
  const lost = Object.keys(schema).filter(
    (key) => !CARRIED.has(key) && !(key === "type" && schema.type === "string"),
  );
  if (lost.length > 0) {
    const shown = lost.slice(0, 8).join(", ");
    const message = `AsyncAPI 3 has no schema for parameters: of {${name}}, ${shown} is left out.`;
    notes.warning("parameter-schema", message, path);
  }
  return schema;
}
