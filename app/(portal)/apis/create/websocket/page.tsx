// Create a WebSocket API.
import Box from "@mui/material/Box";
import type { Metadata } from "next";
import { getSettings } from "#app/_server/env.ts";
import { loadGatewayUrls } from "#app/_server/loaders.ts";
import { requirePermission } from "#app/_server/session.ts";
import { CreateApiForm } from "#components/apis/create/create-api-form.tsx";
import { CreateGuide } from "#components/apis/create/create-guide.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { templatePreviews } from "#lib/creation/templates/template-previews.ts";
import { can } from "#lib/identity/role.ts";
import { servingStatus, testEndpoint } from "../../actions.ts";
import { checkAvailability, createAndPublish, createApi } from "../actions.ts";

export const metadata: Metadata = { title: "Create a WebSocket API" };

export default async function CreateWebSocketApiPage() {
  const person = await requirePermission("api:design");
  const canPublish = can(person, "api:publish");
  return (
    <>
      <PageHeader
        title="Create a WebSocket API"
        caption="Create an API by providing a name, a version, a context and the endpoint of its backend."
      />
      <Box sx={{ display: "grid", gap: 3, gridTemplateColumns: { lg: "minmax(0, 820px) minmax(0, 1fr)" } }}>
        <CreateApiForm
          actions={{ createApi, createAndPublish, servingStatus, checkAvailability, testEndpoint }}
          templates={templatePreviews}
          gatewayUrls={await loadGatewayUrls()}
          canPublish={canPublish}
        />
        <CreateGuide canPublish={canPublish} sampleUrl={loadSampleUrl()} />
      </Box>
    </>
  );
}

/** The sample backend's URL, where there is one. */
function loadSampleUrl(): string | null {
  const { SLUICE_MODE, SAMPLE_PORT } = getSettings();
  return SLUICE_MODE === "evaluation" && SAMPLE_PORT !== "off" ? `ws://localhost:${SAMPLE_PORT}` : null;
}
