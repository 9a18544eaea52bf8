// Parts of the documentation that the page did not bring: /apis/{id}/definition/parts?id=…&id=…
import type { NextRequest } from "next/server";
import { loadApi, loadConsumerParts } from "#app/_server/loaders.ts";
import { partsAnswer } from "#app/_server/text-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  // Who may not read is told nothing else.
  await loadApi(apiId);
  return partsAnswer(request, (ids) => loadConsumerParts(apiId, ids));
}
