// Download of the consumer view: /apis/{id}/definition/download?format=yaml|json
import type { NextRequest } from "next/server";
import { loadApi, loadConsumerView } from "#app/_server/loaders.ts";

type Context = { readonly params: Promise<{ readonly apiId: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { apiId } = await params;
  const api = await loadApi(apiId);
  const view = await loadConsumerView(apiId);
  if (!view.ok) return new Response(view.message, { status: 503 });
  const isJson = request.nextUrl.searchParams.get("format") === "json";
  const name = `${api.name}-${api.version}`.replaceAll(/[^A-Za-z0-9._-]+/g, "-");
  return new Response(isJson ? view.value.json : view.value.yaml, {
    headers: {
      "content-type": isJson ? "application/json; charset=utf-8" : "application/yaml; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.asyncapi.${isJson ? "json" : "yaml"}"`,
      "cache-control": "no-store",
    },
  });
}
