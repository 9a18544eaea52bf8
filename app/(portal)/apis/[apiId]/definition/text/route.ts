// One text of a definition, for the page that shows it: /apis/{id}/definition/text?of=design|consumer&format=yaml|json
import type { NextRequest } from "next/server";
import { loadApi, loadConsumerText, loadDesignJson } from "#app/_server/loaders.ts";
import { cachedAnswer, refusedAnswer } from "#app/_server/text-answer.ts";
import { API_VERSION_HEADER } from "#lib/apis/api-version-header.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

const TYPE = "text/plain; charset=utf-8";

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  const format = request.nextUrl.searchParams.get("format") === "json" ? "json" : "yaml";
  const of = request.nextUrl.searchParams.get("of") === "consumer" ? "consumer" : "design";
  if (of === "design" && format === "yaml") return storedText(request, await loadApi(apiId));
  const text = of === "consumer" ? await loadConsumerText(apiId, format) : await loadDesignJson(apiId);
  return text.ok ? cachedAnswer(request, text.value, TYPE) : refusedAnswer(text);
}

/** With the version that a save of it starts from. */
function storedText(request: Request, { definition, etag }: { definition: string; etag: number }): Response {
  const answer = cachedAnswer(request, definition, TYPE);
  answer.headers.set(API_VERSION_HEADER, String(etag));
  return answer;
}
