// One text of a definition, for the page that shows it: /apis/{id}/definition/text?of=design|consumer&format=yaml|json
import type { NextRequest } from "next/server";
import { loadApi, loadConsumerView, loadDefinition } from "#app/_server/loaders.ts";
import { cachedAnswer } from "../cached-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

const TYPE = "text/plain; charset=utf-8";

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  const isJson = request.nextUrl.searchParams.get("format") === "json";
  const facts = await loadDefinition(apiId);
  if (request.nextUrl.searchParams.get("of") !== "consumer") {
    const text = isJson ? facts.json : (await loadApi(apiId)).definition;
    return cachedAnswer(request, text, TYPE);
  }
  if (!facts.isReadable)
    return new Response("The definition has errors: mend its source first.", { status: 422 });
  const view = await loadConsumerView(apiId);
  if (!view.ok) return new Response(view.message, { status: 503 });
  return cachedAnswer(request, isJson ? view.value.json : view.value.yaml, TYPE);
}
