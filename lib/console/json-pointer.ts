// Reads a value at a JSON Pointer (RFC 6901), through own members only.
import { type JsonValue, memberOf } from "#lib/asyncapi/json-value.ts";

/** The value at a pointer such as `/a/0`; undefined where there is none. */
export function atPointer(root: JsonValue, pointer: string): JsonValue | undefined {
  const steps = pointer.split("/").slice(1);
  return steps.reduce<JsonValue | undefined>((value, step) => {
    const name = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    return memberOf(value, Array.isArray(value) && /^\d+$/.test(name) ? Number(name) : name);
  }, root);
}
