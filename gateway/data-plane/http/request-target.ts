// The request target, taken apart for routing. A path that two servers could read differently (dot segments, encoded
// slashes, empty segments) is refused rather than normalised, so that what was matched is what is forwarded.
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { pathValueProblem } from "#lib/routes/path-value.ts";

/** Path and query of a request. */
export type RequestTarget = {
  /** Of an absolute form, as received: it stands for the Host field; null in an origin form. */
  readonly authority: string | null;
  /** Decoded segments, a trailing slash ignored. */
  readonly segments: readonly string[];
  /** The path as received. */
  readonly rawPath: string;
  /** The query as received, without `?`; may be empty. */
  readonly rawQuery: string;
};

/** Longest target accepted, in bytes; longer ones get 414. */
export const MAX_TARGET_BYTES = 8192;

/** An absolute form (RFC 9112 section 3.2.2): authority, then path and query, which may both be empty. */
const ABSOLUTE_FORM = /^(?:https?|wss?):\/\/([^/?#]*)(.*)$/i;

/** The authority of a target in absolute form, as received; null in an origin form. */
export function authorityOf(target: string): string | null {
  return target.startsWith("/") ? null : (ABSOLUTE_FORM.exec(target)?.[1] ?? null);
}

/** Reads a target in origin form or absolute form (RFC 9112 section 3.2); any other form is refused. */
export function parseRequestTarget(target: string): RequestTarget | Refusal {
  if (target.length > MAX_TARGET_BYTES) {
    return new Refusal("target_too_long", `The URL's path and query may have ${MAX_TARGET_BYTES} bytes.`);
  }
  if (!/^[\x21-\x7e]+$/.test(target))
    return badPath("Percent-encode what is not printable ASCII in the URL.");
  if (target.includes("#")) return badPath("A request has no fragment: leave out `#` or encode it as `%23`.");
  const [, authority = null, rest = target] = ABSOLUTE_FORM.exec(target) ?? [];
  const origin = authority !== null && !rest.startsWith("/") ? `/${rest}` : rest;
  if (!origin.startsWith("/"))
    return badPath("Ask for a path that begins with `/`, or for a ws:// or wss:// URL.");
  const queryAt = origin.indexOf("?");
  const rawPath = queryAt === -1 ? origin : origin.slice(0, queryAt);
  const rawSegments = rawPath.slice(1).split("/");
  if (rawSegments.at(-1) === "") rawSegments.pop();
  const segments: string[] = [];
  for (const rawSegment of rawSegments) {
    const segment = decodeSegment(rawSegment);
    if (segment instanceof Refusal) return segment;
    segments.push(segment);
  }
  return { authority, segments, rawPath, rawQuery: queryAt === -1 ? "" : origin.slice(queryAt + 1) };
}

/** What follows the first `depth` segments of a raw path, with its leading slash; may be empty. */
export function pathBelow(rawPath: string, depth: number): string {
  let at = 0;
  for (let count = 0; count < depth; count++) {
    at = rawPath.indexOf("/", at + 1);
    if (at === -1) return "";
  }
  return rawPath.slice(at);
}

function decodeSegment(rawSegment: string): string | Refusal {
  if (rawSegment === "") return badPath("The path has an empty segment: `//`.");
  let segment: string;
  try {
    segment = decodeURIComponent(rawSegment);
  } catch {
    return badPath("The path's percent-encoding is broken.");
  }
  const problem = pathValueProblem(segment);
  if (problem !== null) return badPath(`The path may not have ${problem}.`);
  return segment;
}

function badPath(detail: string): Refusal {
  return new Refusal("bad_path", detail);
}
