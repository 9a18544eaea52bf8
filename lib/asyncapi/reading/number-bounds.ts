// Bounds of numbers as drafts of JSON Schema write them: draft 4, and so OpenAPI 3.0, has `exclusiveMinimum: true` beside a
// `minimum`, later ones have the number itself. Pure.
import { type JsonObject, objectFrom } from "#lib/asyncapi/json-value.ts";
import { copyDigits, noteDigits, withDigits } from "#lib/asyncapi/written-digits.ts";

const FLAGS = [
  ["exclusiveMinimum", "minimum"],
  ["exclusiveMaximum", "maximum"],
] as const;

/** The schema with its bounds as later drafts write them; the very same where they are. */
export function withLaterBounds(schema: JsonObject): JsonObject {
  const flags = FLAGS.filter(([flag]) => typeof schema[flag] === "boolean");
  if (flags.length === 0) return schema;
  const dropped = new Set<string>(flags.flatMap(([flag, name]) => (schema[flag] ? [flag, name] : [flag])));
  const made = objectFrom(Object.entries(schema).filter(([name]) => !dropped.has(name)));
  copyDigits(schema, made);
  for (const [flag, name] of flags) {
    const [limit, written] = [schema[name], withDigits(schema, name)];
    if (schema[flag] !== true || typeof limit !== "number") continue;
    made[flag] = limit;
    if (typeof written === "string") noteDigits(made, flag, limit, written);
  }
  return made;
}

/** The bounds of a number, and what it is a multiple of, as far as they are such. */
export function numberBounds(schema: JsonObject): JsonObject {
  const later = withLaterBounds(schema);
  const names = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
  const bounds = names.filter((name) => Number.isFinite(later[name]));
  const { multipleOf } = later;
  const hasStep = typeof multipleOf === "number" && multipleOf > 0;
  const made = objectFrom(
    [...bounds, ...(hasStep ? ["multipleOf"] : [])].map((name) => [name, later[name] ?? null] as const),
  );
  copyDigits(later, made);
  return made;
}
