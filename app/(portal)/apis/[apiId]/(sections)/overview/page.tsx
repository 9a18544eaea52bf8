// Overview of an API: how far it has come, what it is, and a key to try it.
import Box from "@mui/material/Box";
import type { Metadata } from "next";
import { loadDefinition, loadGatewayUrls } from "#app/_server/loaders.ts";
import { type ApiParams, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { PortalLinks } from "#app/(portal)/apis/[apiId]/portal-links.tsx";
import { Checklist } from "#components/overview/checklist.tsx";
import {
  DeploymentsCard,
  EndpointsCard,
  MetadataCard,
  TopicsCard,
} from "#components/overview/overview-cards.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { checklistSteps } from "./checklist-steps.tsx";
import { TrySection } from "./try-section.tsx";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ params }: ApiParams) {
  const { apiId } = await params;
  const [apiState, facts, urls] = await Promise.all([
    loadApiState(apiId),
    loadDefinition(apiId),
    loadGatewayUrls(),
  ]);
  const { api, deployments } = apiState;
  const { topics } = facts;
  return (
    <>
      <PageHeader title="Overview" actions={<PortalLinks apiState={apiState} />} />
      <Box sx={{ display: "grid", gap: 2.5 }}>
        <Checklist steps={checklistSteps(apiState, facts)} />
        <TrySection apiState={apiState} topics={topics.map((topic) => topic.address)} urls={urls} />
        <Box
          sx={{
            display: "grid",
            gap: 2.5,
            gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "repeat(2, minmax(0, 1fr))" },
          }}
        >
          <MetadataCard api={api} />
          <Box sx={{ display: "grid", gap: 2.5 }}>
            <TopicsCard apiId={apiId} topics={topics} />
            <EndpointsCard api={api} />
            <DeploymentsCard apiId={apiId} deployments={deployments} />
          </Box>
        </Box>
      </Box>
    </>
  );
}
