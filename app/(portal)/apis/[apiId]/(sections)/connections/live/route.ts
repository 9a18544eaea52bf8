// The live connections of an API: /apis/{id}/connections/live, asked each second by a page that is looked at. Asking is
// what keeps the gateways reporting.
import { getDb } from "#app/_server/db.ts";
import { loadApi } from "#app/_server/loaders.ts";
import { watchConnections } from "#lib/gateways/control/commands.ts";
import { loadLive } from "../load-connections.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { id } = await loadApi((await params).apiId);
  await watchConnections(getDb(), { apiId: id, now: new Date() });
  return Response.json(await loadLive(id), { headers: { "cache-control": "no-store" } });
}
