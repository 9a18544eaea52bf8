// What can be searched in a published API's documentation: /developer/apis/{id}/definition/search
import type { NextRequest } from "next/server";
import { loadPublishedSearch } from "#app/_server/published.ts";
import { jsonAnswer } from "#app/_server/text-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  return jsonAnswer(request, await loadPublishedSearch(apiId));
}
