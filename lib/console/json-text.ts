// JSON of messages as it was written: 64-bit integers and `1.10` keep every digit where it is laid out for reading.

/** `JSON.rawJSON` and the source of a reviver (ECMAScript, JSON.parse source text access); older browsers have neither. */
const { rawJSON } = JSON as { rawJSON?: (json: string) => unknown };
type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

/** Longer texts are laid out when asked for: reading them takes the frame of a screen. */
export const SHORT_CHARACTERS = 64 * 1024;

/** The value of a text; undefined where it is no JSON. Numbers beyond 2^53 are rounded: for checking, not for showing. */
export function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The value of a text with integers beyond 2^53 as bigints, so that no two of them are taken for one; undefined where it is no
 * JSON. A browser that does not tell how a number was written rounds.
 */
export function exactJson(text: string): unknown {
  const keepDigits: Reviver = (_key, value, context) =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "")
      ? BigInt(context?.source ?? "")
      : value;
  try {
    return JSON.parse(text, keepDigits);
  } catch {
    return undefined;
  }
}

/** The same text for equal values, whatever the order of their keys; bigints as the numbers they are. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_, member: unknown) => {
      if (typeof member === "bigint") return rawJSON?.(String(member)) ?? String(member);
      return isPlainObject(member)
        ? Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)))
        : member;
    }) ?? "undefined"
  );
}

/** `JSON.rawJSON` makes objects of its own, which are written as they are. */
function isPlainObject(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.getPrototypeOf(value) !== null
  );
}

/** The same JSON, indented by two spaces, every number as it was written; null where it is no JSON, or that cannot be kept. */
export function prettyJson(text: string): string | null {
  const keepDigits: Reviver = (_key, value, context) =>
    typeof value === "number" && context?.source !== undefined && rawJSON !== undefined
      ? rawJSON(context.source)
      : value;
  try {
    if (rawJSON === undefined && /[0-9]{16}|[.eE]/.test(text)) return null;
    return JSON.stringify(JSON.parse(text, keepDigits), null, 2);
  } catch {
    return null;
  }
}

/** Why a text is no JSON, in words; null where it is. */
export function jsonProblem(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "It cannot be read.";
  }
}
