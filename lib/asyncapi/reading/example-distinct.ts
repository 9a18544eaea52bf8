// Values for examples that openapi-sampler does not look for: multiples within bounds, items that differ. Pure.
import type { JsonObject, JsonValue } from "#lib/asyncapi/json-value.ts";
import { numberBounds } from "./number-bounds.ts";

/** Values of an enum that are looked at. */
const MAX_VALUES = 100;

/** The first multiple next to nothing or to one of the bounds; undefined where none is asked for, or none fits. */
export function multipleIn(schema: JsonObject): number | undefined {
  const step = numberBounds(schema).multipleOf;
  if (typeof step !== "number") return undefined;
  const bounds = Object.values(numberBounds({ ...schema, multipleOf: 0 }));
  const near = [0, ...bounds].filter((bound) => typeof bound === "number");
  // 15 digits are those that a number has for certain: 3 * 0.1 is 0.3 with them.
  const tries = near.flatMap((bound) =>
    [0, 1, -1].map((by) => Number(((Math.round(bound / step) + by) * step).toPrecision(15))),
  );
  return tries.find((number) => fits(schema, number));
}

/** As many different values; undefined where it is not known how to vary them. */
export function distinctValues(schema: JsonObject, first: JsonValue, count: number): JsonValue[] | undefined {
  const values = candidates(schema, first, count);
  const different = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  return different.length < count ? undefined : different.slice(0, count);
}

function candidates(schema: JsonObject, first: JsonValue, count: number): JsonValue[] {
  if (Array.isArray(schema.enum)) return schema.enum.slice(0, MAX_VALUES);
  if (schema.const !== undefined) return [];
  if (typeof first === "boolean") return [first, !first];
  const steps = Array.from({ length: count }, (_, index) => index);
  if (typeof first === "number") {
    const { multipleOf: step = 1 } = numberBounds(schema);
    const numbers = [...steps, ...steps.map((by) => -by)].map((by) =>
      Number((first + by * Number(step)).toPrecision(15)),
    );
    return numbers.filter((number) => fits(schema, number));
  }
  if (typeof first !== "string" || schema.pattern !== undefined || schema.format !== undefined) return [];
  const most = typeof schema.maxLength === "number" ? schema.maxLength : Number.POSITIVE_INFINITY;
  return steps
    .map((index) => (index === 0 ? first : `${first}${index + 1}`))
    .filter((text) => text.length <= most);
}

function fits(schema: JsonObject, number: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = numberBounds(schema);
  const isBelow = (limit: JsonValue | undefined) => typeof limit === "number" && number < limit;
  const isAbove = (limit: JsonValue | undefined) => typeof limit === "number" && number > limit;
  if (schema.type === "integer" && !Number.isInteger(number)) return false;
  if (number === exclusiveMinimum || number === exclusiveMaximum) return false;
  return !isBelow(minimum) && !isBelow(exclusiveMinimum) && !isAbove(maximum) && !isAbove(exclusiveMaximum);
}
