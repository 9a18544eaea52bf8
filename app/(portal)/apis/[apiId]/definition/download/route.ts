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
import {
  documentOf,
  type FileFormat,
  fileAnswer,
  readFormat,
  refusedAnswer,
  unknownFormat,
} from "#app/_server/text-answer.ts";
import type { Api } from "#lib/apis/api.ts";
import type { DocumentOf } from "#lib/asyncapi/consumer-view.ts";
import { done, type Outcome } from "#lib/kernel/outcome.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  const api = await loadApi(apiId);
  if (request.nextUrl.searchParams.get("of") === "original") return originalOf(api);
  const format = readFormat(request.nextUrl.searchParams.get("format"));
  if (format === null) return unknownFormat();
  const of = documentOf(request);
  const content = await contentOf(api, of, format);
  if (!content.ok) return refusedAnswer(content);
  return fileAnswer(content.value, { format, name: fileName(api, of, format) });
}

async function originalOf(api: Api): Promise<Response> {
  const text = await loadOriginal(api.id);
  if (text === null) return new Response("This API keeps no other original.", { status: 404 });
  const format = /^\s*[{[]/.test(text) ? "json" : "yaml";
  return fileAnswer(text, { format, name: fileName(api, "original", format) });
}

async function contentOf(api: Api, of: DocumentOf, format: FileFormat): Promise<Outcome<string>> {
  if (format === "html" || format === "md") return loadWrittenDocument(api.id, { of, format });
  if (of === "consumer") return loadConsumerText(api.id, format);
  return format === "json" ? loadDesignJson(api.id) : done(api.definition);
}

function fileName(api: Api, of: DocumentOf | "original", format: FileFormat): string {
  const name = `${api.name}-${api.version}`;
  const kind = format === "html" || format === "md" ? "" : ".asyncapi";
  return `${name}${of === "consumer" ? "" : `.${of}`}${kind}.${format}`;
}
