// The one judge of what may stand between two slashes of a path: segments of a request, and values that a URL mapping
// puts into a backend's path. Pure, no Node built-ins.

import type { EncodedSlashes } from "#lib/routes/pass-rules.ts";

/** How often a value is decoded again: backends have been seen to decode twice. */
const MAX_DECODINGS = 3;

const CONTROL = "a control character";
/** `.` or `..`, alone or with parameters behind: Java servers cut `;…` off before they resolve dots. */
const DOT_SEGMENT = /^\.{1,2}(?:;.*)?$/s;

/**
 * Why a value, decoded once, may not be one segment of a path; null where it may. What a backend would find by decoding
 * it again counts too, as far as it leads out of the segment's folder or ends a C string. A slash may stand in it only where
 * the API passes encoded slashes on.
 */
export function pathValueProblem(value: string, encodedSlashes: EncodedSlashes = "refuse"): string | null {
  if (value.includes("/") && encodedSlashes === "refuse") return "`%2F`, an encoded slash";
  if (value.includes("\\")) return "`%5C`, a backslash";
  if (/\p{Cc}/u.test(value)) return CONTROL;
  let decoded = value;
  for (let decodings = 0; decodings <= MAX_DECODINGS; decodings += 1) {
    if (/[\0\r\n]/.test(decoded)) return CONTROL;
    if (decoded.split(/[/\\]/).some((part) => DOT_SEGMENT.test(part))) return "`.` or `..` as a segment";
    const next = decodeBytes(decoded);
    if (next === decoded) return null;
    decoded = next;
  }
  return "an encoding within an encoding";
}

/** True for a segment of a raw path that parsers read as `.` or `..`, `%2e` included (WHATWG URL 4.4). */
export function isDotSegment(rawSegment: string): boolean {
  return DOT_SEGMENT.test(decodeBytes(rawSegment));
}

/** Percent-decoding as lenient servers do it: byte by byte, and what is no escape stays. */
function decodeBytes(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
