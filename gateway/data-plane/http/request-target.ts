// The request target, taken apart for routing. A path that two servers could read differently (dot segments, encoded
// slashes, empty segments) is refused rather than normalised, so that what was matched is what is forwarded.
import { Refusal } from "#gateway/data-plane/http/refusal.ts";
import { pathValueProblem } from "#lib/routes/path-value.ts";
import type { PassRules } from "#lib/routes/route-record.ts";

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
  /** Index of the first segment with an encoded slash; -1 where there is none. It is the API that lets it pass. */
  readonly slashAt: number;
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
  for (const [index, rawSegment] of rawSegments.entries()) {
    const segment = decodeSegment(rawSegment, index);
    if (segment instanceof Refusal) return segment;
    segments.push(segment);
  }
  const slashAt = segments.findIndex((segment) => segment.includes("/"));
  const rawQuery = queryAt === -1 ? "" : origin.slice(queryAt + 1);
  return { authority, segments, rawPath, rawQuery, slashAt };
}

/** The leading segments that can name an API: none with an encoded slash, which could be read as two. */
export function segmentsBeforeSlash({ segments, slashAt }: RequestTarget): readonly string[] {
  return slashAt === -1 ? segments : segments.slice(0, slashAt);
}

/** Why a path with an encoded slash is refused; null where it has none, or where its API, if any, lets it pass. */
export function encodedSlashRefusal(
  { slashAt }: RequestTarget,
  encodedSlashes: PassRules["encodedSlashes"] | null,
): Refusal | null {
  if (slashAt === -1 || encodedSlashes === "pass_on") return null;
  return badSegment("`%2F`, an encoded slash", slashAt);
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

function decodeSegment(rawSegment: string, index: number): string | Refusal {
  if (rawSegment === "") return badPath("The path has an empty segment: `//`.");
  let segment: string;
  try {
    segment = decodeURIComponent(rawSegment);
  } catch {
    return badPath("The path's percent-encoding is broken.");
  }
  const problem = pathValueProblem(segment, "pass_on");
  return problem === null ? segment : badSegment(problem, index);
}

function badSegment(problem: string, index: number): Refusal {
  return badPath(`The path may not have ${problem}; it is in segment ${index + 1}.`);
}

function badPath(detail: string): Refusal {
  return new Refusal("bad_path", detail);
}
