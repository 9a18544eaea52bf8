// One text of a definition, for the page that shows it: /apis/{id}/definition/text?of=design|consumer&format=yaml|json
import type { NextRequest } from "next/server";
import { loadApi, loadConsumerText, loadDesignJson } from "#app/_server/loaders.ts";
import { cachedAnswer, refusedAnswer } from "#app/_server/text-answer.ts";
import { done, type Outcome } from "#lib/kernel/outcome.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

const TYPE = "text/plain; charset=utf-8";

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  const format = request.nextUrl.searchParams.get("format") === "json" ? "json" : "yaml";
  const of = request.nextUrl.searchParams.get("of") === "consumer" ? "consumer" : "design";
  const text = await loadText(apiId, of, format);
  return text.ok ? cachedAnswer(request, text.value, TYPE) : refusedAnswer(text);
}

async function loadText(
  apiId: string,
  of: "consumer" | "design",
  format: "json" | "yaml",
): Promise<Outcome<string>> {
  if (of === "consumer") return loadConsumerText(apiId, format);
  return format === "json" ? loadDesignJson(apiId) : done((await loadApi(apiId)).definition);
}
