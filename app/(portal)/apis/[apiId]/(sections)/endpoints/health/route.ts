// How the backends of an API are: /apis/{id}/endpoints/health, asked by the Endpoints page while it is looked at.
import { loadApi } from "#app/_server/loaders.ts";
import { loadApiHealth } from "../load-api-health.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { id } = await loadApi((await params).apiId);
  return Response.json(await loadApiHealth(id), { headers: { "cache-control": "no-store" } });
}
