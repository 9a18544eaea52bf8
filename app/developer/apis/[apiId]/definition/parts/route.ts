// Parts of a published API's documentation: /developer/apis/{id}/definition/parts?id=…&id=…
import type { NextRequest } from "next/server";
import { loadPublished, loadPublishedParts } from "#app/_server/published.ts";
import { partsAnswer } from "#app/_server/text-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  // Who may not find it is told nothing else.
  await loadPublished(apiId);
  return partsAnswer(request, (ids) => loadPublishedParts(apiId, ids));
}
