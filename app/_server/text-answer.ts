// Answers with a text made of a definition: those that a browser keeps and asks about again, files, and why there is none.
import "server-only";
import { createHash } from "node:crypto";
import type { NextRequest } from "next/server";
import type { DocumentOf } from "#lib/asyncapi/consumer-view.ts";
import type { Outcome, Refusal } from "#lib/kernel/outcome.ts";

/** The text, or 304 where the browser has it already. */
export function cachedAnswer(request: Request, text: string, contentType: string): Response {
  const etag = `"${createHash("sha256").update(text).digest("base64url")}"`;
  const headers = { etag, "cache-control": "private, no-cache", "content-type": contentType };
  const known = request.headers.get("if-none-match")?.split(/\s*,\s*/) ?? [];
  const isKnown = known.some((one) => one.replace(/^W\//, "") === etag);
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(text, { headers });
}

/** Why there is no text: 409 where the definition has to be mended first, 503 where trying again may help. */
export function refusedAnswer({ code, message }: Refusal): Response {
  return new Response(message, { status: code === "definition_invalid" ? 409 : 503 });
}

/** A file to save. */
export function fileAnswer(text: string, { format, name }: { format: FileFormat; name: string }): Response {
  return new Response(text, {
    headers: {
      "content-type": contentTypes[format],
      "content-disposition": `attachment; filename="${name.replaceAll(/[^A-Za-z0-9._-]+/g, "-")}"`,
      "cache-control": "no-store",
    },
  });
}

const contentTypes = {
  yaml: "application/yaml; charset=utf-8",
  json: "application/json; charset=utf-8",
  html: "text/html; charset=utf-8",
  md: "text/markdown; charset=utf-8",
} as const;
export type FileFormat = keyof typeof contentTypes;

/** The format that a request asks for, YAML where it says none; null where there is no such format. */
export function readFormat(asked: string | null): FileFormat | null {
  const format = asked ?? "yaml";
  return isFormat(format) ? format : null;
}

function isFormat(format: string): format is FileFormat {
  return Object.hasOwn(contentTypes, format);
}

export function unknownFormat(): Response {
  return new Response(`Ask for one of the formats ${Object.keys(contentTypes).join(", ")}.`, { status: 400 });
}

/** Which document a request asks for (`?of=design`); the consumer's where it says nothing. */
export function documentOf(request: NextRequest): DocumentOf {
  return request.nextUrl.searchParams.get("of") === "design" ? "design" : "consumer";
}

const MOST_PARTS = 20;
/** Characters of all of them: what fits in a request line. */
const MOST_CHARACTERS = 12_000;

/** Parts of a document by the ids in a request's query (`?id=…&id=…`), as `load` gives them. */
export async function partsAnswer(
  request: NextRequest,
  load: (ids: readonly string[]) => Promise<Outcome<string>>,
): Promise<Response> {
  const ids = request.nextUrl.searchParams.getAll("id");
  if (ids.length > MOST_PARTS)
    return new Response(`Ask for at most ${MOST_PARTS} parts at once.`, { status: 400 });
  if (ids.join("").length > MOST_CHARACTERS)
    return new Response("These addresses are too long: ask for fewer parts at once.", { status: 414 });
  return jsonAnswer(request, await load(ids));
}

/** JSON that a browser keeps. */
export function jsonAnswer(request: NextRequest, outcome: Outcome<string>): Response {
  return outcome.ok ? cachedAnswer(request, outcome.value, "application/json") : refusedAnswer(outcome);
}
