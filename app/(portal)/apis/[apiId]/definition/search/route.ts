// What can be searched in the documentation of an API: /apis/{id}/definition/search, fetched when somebody first searches.
import type { NextRequest } from "next/server";
import { loadConsumerSearch } from "#app/_server/loaders.ts";
import { cachedAnswer, refusedAnswer } from "../cached-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  const index = await loadConsumerSearch(apiId);
  return index.ok ? cachedAnswer(request, index.value, "application/json") : refusedAnswer(index);
}
