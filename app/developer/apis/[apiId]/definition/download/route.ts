// The definition of a published API as a file: /developer/apis/{id}/definition/download?format=yaml|json|html|md
import type { NextRequest } from "next/server";
import { loadPublished, loadPublishedFile } from "#app/_server/published.ts";
import { fileAnswer, readFormat, refusedAnswer, unknownFormat } from "#app/_server/text-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  const api = await loadPublished(apiId);
  const format = readFormat(request.nextUrl.searchParams.get("format"));
  if (format === null) return unknownFormat();
  const file = await loadPublishedFile(apiId, format);
  if (!file.ok) return refusedAnswer(file);
  const ending = format === "yaml" || format === "json" ? `asyncapi.${format}` : format;
  return fileAnswer(file.value, { format, name: `${api.name}-${api.version}.${ending}` });
}
