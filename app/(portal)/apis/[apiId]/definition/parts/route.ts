// Parts of the documentation that the page did not bring: /apis/{id}/definition/parts?id=…&id=…
import type { NextRequest } from "next/server";
import { loadApi, loadConsumerParts } from "#app/_server/loaders.ts";
import { cachedAnswer, refusedAnswer } from "../cached-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

const MOST_PARTS = 20;
/** Characters of all of them: what fits in a request line. */
const MOST_CHARACTERS = 12_000;

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  // Who may not read is told nothing else.
  await loadApi(apiId);
  const ids = request.nextUrl.searchParams.getAll("id");
  if (ids.length > MOST_PARTS)
    return new Response(`Ask for at most ${MOST_PARTS} parts at once.`, { status: 400 });
  if (ids.join("").length > MOST_CHARACTERS)
    return new Response("These addresses are too long: ask for fewer parts at once.", { status: 414 });
  const parts = await loadConsumerParts(apiId, ids);
  return parts.ok ? cachedAnswer(request, parts.value, "application/json") : refusedAnswer(parts);
}
