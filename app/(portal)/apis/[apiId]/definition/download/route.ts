// Download of a definition: /apis/{id}/definition/download?of=consumer|design&format=yaml|json|html|md
import type { NextRequest } from "next/server";
import { loadApi, loadConsumerText, loadDesignJson, loadWrittenDocument } from "#app/_server/loaders.ts";
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
  const asked = request.nextUrl.searchParams.get("format") ?? "yaml";
  if (!isFormat(asked))
    return new Response(`There is no format ${asked}: yaml, json, html, md.`, { status: 400 });
  const of = request.nextUrl.searchParams.get("of") === "design" ? "design" : "consumer";
  const content = await contentOf(api, of, asked);
  if (!content.ok) return refusedAnswer(content);
  return new Response(content.value, {
    headers: {
      "content-type": contentTypes[asked],
      "content-disposition": `attachment; filename="${fileName(api, of, asked)}"`,
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

function fileName(api: Api, of: Of, format: Format): string {
  const name = `${api.name}-${api.version}`.replaceAll(/[^A-Za-z0-9._-]+/g, "-");
  const kind = format === "html" || format === "md" ? "" : ".asyncapi";
  return `${name}${of === "design" ? ".design" : ""}${kind}.${format}`;
}
