// Download of a definition: /apis/{id}/definition/download?of=consumer|design&format=yaml|json|html|md, or
// ?of=original for the document that was imported, as it came
import type { NextRequest } from "next/server";
import {
  loadApi,
  loadConsumerText,
  loadDesignJson,
  loadOriginal,
  loadWrittenDocument,
} from "#app/_server/loaders.ts";
import type { Api } from "#lib/apis/api.ts";
import { done, type Outcome } from "#lib/kernel/outcome.ts";

import { refusedAnswer } from "../cached-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };
type Of = "design" | "consumer";

const contentTypes = {
  yaml: "application/yaml; charset=utf-8",
  json: "application/json; charset=utf-8",
  html: "text/html; charset=utf-8",
  md: "text/markdown; charset=utf-8",
} as const;
type Format = keyof typeof contentTypes;

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  const api = await loadApi(apiId);
  if (request.nextUrl.searchParams.get("of") === "original") return originalOf(api);
  const asked = request.nextUrl.searchParams.get("format") ?? "yaml";
  if (!isFormat(asked))
    return new Response(`There is no format ${asked}: yaml, json, html, md.`, { status: 400 });
  const of = request.nextUrl.searchParams.get("of") === "design" ? "design" : "consumer";
  const content = await contentOf(api, of, asked);
  if (!content.ok) return refusedAnswer(content);
  return fileAnswer(content.value, { contentType: contentTypes[asked], name: fileName(api, of, asked) });
}

async function originalOf(api: Api): Promise<Response> {
  const text = await loadOriginal(api.id);
  if (text === null) return new Response("This API keeps no other original.", { status: 404 });
  const format = /^\s*[{[]/.test(text) ? "json" : "yaml";
  return fileAnswer(text, { contentType: contentTypes[format], name: fileName(api, "original", format) });
}

function fileAnswer(text: string, { contentType, name }: { contentType: string; name: string }): Response {
  return new Response(text, {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}

function isFormat(format: string): format is Format {
  return Object.hasOwn(contentTypes, format);
}

async function contentOf(api: Api, of: Of, format: Format): Promise<Outcome<string>> {
  if (format === "html" || format === "md") return loadWrittenDocument(api.id, { of, format });
  if (of === "consumer") return loadConsumerText(api.id, format);
  return format === "json" ? loadDesignJson(api.id) : done(api.definition);
}

function fileName(api: Api, of: Of | "original", format: Format): string {
  const name = `${api.name}-${api.version}`.replaceAll(/[^A-Za-z0-9._-]+/g, "-");
  const kind = format === "html" || format === "md" ? "" : ".asyncapi";
  return `${name}${of === "consumer" ? "" : `.${of}`}${kind}.${format}`;
}
