// Values of a handshake parameter between the definition, where they have a type, and the form, where they are text.
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import type { HandshakeRow } from "./handshake.ts";

type ValueType = HandshakeRow["type"];

/** The text of a value, or null where the form could not write the same value again. */
export function valueText(value: JsonValue, type: ValueType): string | null {
  if (typeof value === "object") return null;
  const text = String(value);
  return text !== "" && typedValue(text, type) === value ? text : null;
}

/** The value that a text stands for. */
export function typedValue(text: string, type: ValueType): JsonValue {
  if (!isWritableAs(text, type)) return text;
  if (type === "boolean") return text === "true";
  return type === "integer" || type === "number" ? Number(text) : text;
}

export function isWritableAs(text: string, type: ValueType): boolean {
  if (type === "boolean") return text === "true" || text === "false";
  if (type === "integer") return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text));
  if (type === "number") return text.trim() === text && text !== "" && Number.isFinite(Number(text));
  return true;
}
