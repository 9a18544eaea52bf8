// Parts of the documentation that the page did not bring: /apis/{id}/definition/parts?id=…&id=…
import type { NextRequest } from "next/server";
import { loadConsumerView, loadDefinition } from "#app/_server/loaders.ts";
import { partAt, type ReadingPart } from "#lib/asyncapi/reading/sections.ts";
import { cachedAnswer } from "../cached-answer.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

const MOST_PARTS = 20;

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  const ids = request.nextUrl.searchParams.getAll("id");
  if (ids.length > MOST_PARTS)
    return new Response(`Ask for at most ${MOST_PARTS} parts at once.`, { status: 400 });
  const facts = await loadDefinition(apiId);
  const view = facts.isReadable ? await loadConsumerView(apiId) : null;
  if (!view?.ok) return new Response(view?.message ?? "The definition has errors.", { status: 503 });
  const parts: (readonly [string, ReadingPart | null])[] = [];
  for (const id of ids) parts.push([id, partAt(view.value.reading, id)]);
  return cachedAnswer(request, JSON.stringify(Object.fromEntries(parts)), "application/json");
}
