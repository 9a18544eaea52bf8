// Keywords of a schema as a form's texts, and back. What cannot be said so stays for the text of the schema.
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from "#lib/asyncapi/json-value.ts";
import { jsonWithDigits, withDigits } from "#lib/asyncapi/written-digits.ts";

export type KeywordForm = "text" | "number" | "values";

/** A keyword as a person edits it: numbers with every digit, values one on each line. Empty where it is not there. */
export function keywordText(schema: JsonObject, name: string, form: KeywordForm): string {
  const value = withDigits(schema, name);
  if (value === undefined || value === null) return "";
  if (form === "values" && Array.isArray(value)) return lines(value).join("\n");
  return isJsonObject(value) || Array.isArray(value) ? jsonWithDigits(value) : String(value);
}

/** What a text means for a keyword; undefined for an empty one. */
export type KeywordValue =
  | { readonly ok: true; readonly value: JsonValue | undefined }
  | { readonly ok: false; readonly message: string };

/**
 * Reads a typed text. Values that stood there stay what they were, be they no text; new ones are numbers where the schema
 * is one of numbers.
 */
export function keywordValue(
  typed: string,
  form: KeywordForm,
  before: JsonValue | undefined,
  isOfNumbers: boolean,
): KeywordValue {
  if (typed === "") return { ok: true, value: undefined };
  if (form === "text") return { ok: true, value: typed };
  if (form === "number") return numberOf(typed);
  const known = Array.isArray(before) ? before : [];
  const knownLines = lines(known);
  const values: JsonValue[] = [];
  for (const line of typed.split("\n")) {
    const old = memberOf(known, knownLines.indexOf(line));
    const read = isOfNumbers && old === undefined && isNumber(line) ? numberOf(line) : null;
    if (read?.ok === false) return read;
    values.push(old ?? (old === null ? null : (read?.value ?? line)));
  }
  return { ok: true, value: values };
}

function lines(values: readonly JsonValue[]): string[] {
  return values.map((value, index) => {
    const written = withDigits(values as JsonValue[], index);
    return typeof written === "string" ? written : JSON.stringify(value);
  });
}

function isNumber(typed: string): boolean {
  return typed.trim() !== "" && Number.isFinite(Number(typed));
}

function numberOf(typed: string): KeywordValue {
  if (!isNumber(typed)) return { ok: false, message: "Write a number." };
  const value = Number(typed);
  // A number of digits that JavaScript rounds would be saved as another.
  const isExact = !/^-?\d+$/.test(typed) || BigInt(typed) === BigInt(value);
  return isExact
    ? { ok: true, value }
    : { ok: false, message: "This number is too long for the form: write it in the text of the schema." };
}
