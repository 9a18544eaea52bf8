// Parts of the documentation that the page did not bring: /apis/{id}/definition/parts?of=consumer|design&id=…&id=…
import type { NextRequest } from "next/server";
import { loadApi, loadParts } from "#app/_server/loaders.ts";
import { documentOf, partsAnswer } from "#app/_server/text-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  // Who may not read is told nothing else.
  await loadApi(apiId);
  const of = documentOf(request);
  return partsAnswer(request, (ids) => loadParts(apiId, of, ids));
}
