// What can be searched in the documentation of an API: /apis/{id}/definition/search, fetched when somebody first searches.
import type { NextRequest } from "next/server";
import { loadConsumerView, loadDefinition } from "#app/_server/loaders.ts";
import { searchIndex } from "#lib/asyncapi/reading/search.ts";
import { cachedAnswer } from "../cached-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  const facts = await loadDefinition(apiId);
  const view = facts.isReadable ? await loadConsumerView(apiId) : null;
  if (!view?.ok) return new Response(view?.message ?? "The definition has errors.", { status: 503 });
  return cachedAnswer(request, JSON.stringify(searchIndex(view.value.reading)), "application/json");
}
