// Metrics of an API: its traffic over time.
import type { Metadata } from "next";
import { loadApi } from "#app/_server/loaders.ts";
import type { ApiParams } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { parseMetricsQuery, type SearchParams } from "#components/metrics/metrics-query.ts";
import { MetricsView } from "#components/metrics/metrics-view.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { loadUsage } from "./load-usage.ts";

export const metadata: Metadata = { title: "Metrics" };

type MetricsPageProps = ApiParams & { readonly searchParams: Promise<SearchParams> };

export default async function MetricsPage({ params, searchParams }: MetricsPageProps) {
  const { id } = await loadApi((await params).apiId);
  const query = parseMetricsQuery(await searchParams);
  return (
    <>
      <PageHeader
        title="Metrics"
        caption="Traffic through all gateways. In is from clients to backends, out is back."
      />
      <MetricsView apiId={id} query={query} initial={await loadUsage(id, query)} />
    </>
  );
}
