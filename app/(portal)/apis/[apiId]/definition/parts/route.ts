// Parts of the documentation that the page did not bring: /apis/{id}/definition/parts?id=…&id=…
import type { NextRequest } from "next/server";
import { loadConsumerParts } from "#app/_server/loaders.ts";
import { cachedAnswer, refusedAnswer } from "../cached-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

const MOST_PARTS = 20;

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  const ids = request.nextUrl.searchParams.getAll("id");
  if (ids.length > MOST_PARTS)
    return new Response(`Ask for at most ${MOST_PARTS} parts at once.`, { status: 400 });
  const parts = await loadConsumerParts(apiId, ids);
  return parts.ok ? cachedAnswer(request, parts.value, "application/json") : refusedAnswer(parts);
}
