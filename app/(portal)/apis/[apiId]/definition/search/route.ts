// What can be searched in the documentation of an API: /apis/{id}/definition/search, fetched when somebody first searches.
import type { NextRequest } from "next/server";
import { loadConsumerSearch } from "#app/_server/loaders.ts";
import { jsonAnswer } from "#app/_server/text-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  return jsonAnswer(request, await loadConsumerSearch(apiId));
}
