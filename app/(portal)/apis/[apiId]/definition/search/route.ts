// What can be searched in the documentation of an API: /apis/{id}/definition/search?of=consumer|design,
// fetched when somebody first searches.
import type { NextRequest } from "next/server";
import { loadSearch } from "#app/_server/loaders.ts";
import { documentOf, jsonAnswer } from "#app/_server/text-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  return jsonAnswer(request, await loadSearch(apiId, documentOf(request)));
}
