// The ended connections and refused handshakes of an API: /apis/{id}/connections/past, with the query of the page. Asked
// by a page that is looked at.
import { loadApi } from "#app/_server/loaders.ts";
import { parseConnectionsQuery } from "#components/connections/connections-query.ts";
import { loadPast } from "../load-connections.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await loadApi((await params).apiId);
  const query = parseConnectionsQuery(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await loadPast(id, query), { headers: { "cache-control": "no-store" } });
}
