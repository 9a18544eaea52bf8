// The digits of numbers in plain data. JavaScript rounds `9007199254740993` and makes `1.1` of `1.10`: how such a number was
// written is noted beside the object or list that holds it, for readers that show it.
import { jsonNumber } from "#lib/asyncapi/json-number.ts";
import { type JsonObject, type JsonValue, memberOf } from "#lib/asyncapi/json-value.ts";

type Holder = JsonObject | JsonValue[];

/** By holder: its numbers that plain data cannot say as they were written, as JSON. */
const noted = new WeakMap<Holder, Map<string, string>>();

/** `JSON.rawJSON` (ECMAScript, JSON.parse source text access), where the engine has it; TypeScript does not know it yet. */
const { rawJSON } = JSON as { rawJSON?: (json: string) => unknown };

/** Notes how a number of a holder was written, where JavaScript would write it otherwise. */
export function noteDigits(holder: Holder, key: string | number, value: number, written: string): void {
  if (String(value) === written) return;
  const json = jsonNumber(written);
  if (json === null || json === String(value)) return;
  const numbers = noted.get(holder) ?? new Map<string, string>();
  noted.set(holder, numbers.set(String(key), json));
}

/** A copy keeps what was noted of the members that it took over from a holder. */
export function copyDigits(from: JsonObject, to: JsonObject): void {
  for (const [key, json] of noted.get(from) ?? []) {
    if (to[key] === from[key]) noted.set(to, (noted.get(to) ?? new Map<string, string>()).set(key, json));
  }
}

/** A member of a holder; a number that would lose digits as the text that was written. */
export function withDigits(holder: Holder, key: string | number): JsonValue | undefined {
  const value = memberOf(holder, key);
  return typeof value === "number" ? (noted.get(holder)?.get(String(key)) ?? value) : value;
}

/** JSON of an object or list, every number in it with its digits; indented by so many spaces, in one line without. */
export function jsonWithDigits(value: JsonValue, indent?: number): string {
  if (rawJSON === undefined) return JSON.stringify(value, null, indent);
  return JSON.stringify(
    value,
    function (this: Holder, at: string, member: JsonValue) {
      const digits = typeof member === "number" ? noted.get(this)?.get(at) : undefined;
      return digits === undefined ? member : rawJSON(digits);
    },
    indent,
  );
}
