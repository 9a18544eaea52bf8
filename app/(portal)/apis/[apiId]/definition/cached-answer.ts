// Answers that a browser keeps and asks about again: they belong to one person's session, and change with the definition.
import "server-only";
import { createHash } from "node:crypto";
import type { Refusal } from "#lib/kernel/outcome.ts";

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
