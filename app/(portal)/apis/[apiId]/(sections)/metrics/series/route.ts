// The traffic of an API as JSON: /apis/{id}/metrics/series?range=…&topic=…, asked by a Metrics page that is looked at.
import { loadApi } from "#app/_server/loaders.ts";
import { parseMetricsQuery } from "#components/metrics/metrics-query.ts";
import { loadUsage } from "../load-usage.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await loadApi((await params).apiId);
  const query = parseMetricsQuery(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await loadUsage(id, query), { headers: { "cache-control": "no-store" } });
}
