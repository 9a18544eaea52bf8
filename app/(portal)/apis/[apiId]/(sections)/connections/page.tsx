// Connections of an API: who is connected now, who was, and why they no longer are.
import Box from "@mui/material/Box";
import type { Metadata } from "next";
import { loadApi } from "#app/_server/loaders.ts";
import { requirePerson } from "#app/_server/session.ts";
import type { ApiParams } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { parseConnectionsQuery, type SearchParams } from "#components/connections/connections-query.ts";
import { LiveConnections } from "#components/connections/live-connections.tsx";
import { PastConnections } from "#components/connections/past-connections.tsx";
import { PastExplained } from "#components/connections/past-explained.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";
import { disconnect } from "./actions.ts";
import { loadLive, loadOpened, loadPast } from "./load-connections.ts";

export const metadata: Metadata = { title: "Connections" };

type ConnectionsPageProps = ApiParams & { readonly searchParams: Promise<SearchParams> };

export default async function ConnectionsPage({ params, searchParams }: ConnectionsPageProps) {
  const { apiId } = await params;
  const query = parseConnectionsQuery(await searchParams);
  const [api, person] = await Promise.all([loadApi(apiId), requirePerson()]);
  const [live, past, opened] = await Promise.all([
    loadLive(api.id),
    loadPast(api.id, query),
    loadOpened(api.id, query),
  ]);
  return (
    <>
      <PageHeader
        title="Connections"
        caption="Who is connected now, who was, who was refused, and why. Records are kept for a week."
      />
      <Box sx={{ display: "grid", gap: 2.5, gridTemplateColumns: "minmax(0, 1fr)" }}>
        {query.opened === null ? null : <PastExplained apiId={api.id} query={query} entry={opened} />}
        <LiveConnections
          apiId={api.id}
          initial={live}
          href={`/apis/${encodeURIComponent(api.id)}/connections/live`}
          disconnect={can(person, "connection:disconnect") ? disconnect : null}
        />
        <PastConnections apiId={api.id} query={query} initial={past} />
      </Box>
    </>
  );
}
