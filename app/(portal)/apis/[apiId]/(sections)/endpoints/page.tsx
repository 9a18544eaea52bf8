// Endpoints of an API. What goes to the browser has marks in the place of secrets.
import Box from "@mui/material/Box";
import type { Metadata } from "next";
import { loadSecretFacts } from "#app/_server/loaders.ts";
import { type ApiParams, deployTargetOf, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { EndpointsForm } from "#components/endpoints/endpoints-form.tsx";
import { LiveHealth } from "#components/endpoints/live-health.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { maskEndpoint } from "#lib/endpoints/endpoint-settings.ts";
import { can } from "#lib/identity/role.ts";
import { handshakeRulesSchema } from "#lib/routes/pass-rules.ts";
import { testEndpointOf } from "../../../actions.ts";
import { saveEndpoints } from "../../actions.ts";
import { loadApiHealth } from "./load-api-health.ts";

export const metadata: Metadata = { title: "Endpoints" };

export default async function EndpointsPage({ params }: ApiParams) {
  const { apiId } = await params;
  const [apiState, health, facts] = await Promise.all([
    loadApiState(apiId),
    loadApiHealth(apiId),
    loadSecretFacts(apiId),
  ]);
  const { api, person } = apiState;
  const { endpointOptions } = api;
  return (
    <>
      <PageHeader
        title="Endpoints"
        caption="The backends behind the gateway. Clients never see these addresses."
      />
      {health.backends.length > 0 ? (
        <Box sx={{ mb: 2 }}>
          <LiveHealth initial={health} href={`/apis/${encodeURIComponent(apiId)}/endpoints/health`} />
        </Box>
      ) : null}
      <EndpointsForm
        apiId={apiId}
        etag={api.etag}
        saved={{
          production: maskEndpoint(api.productionEndpoint, endpointOptions.production, facts),
          sandbox: maskEndpoint(api.sandboxEndpoint, endpointOptions.sandbox, facts),
          handshake: handshakeRulesSchema.parse(api.passRules),
        }}
        isReadOnly={!can(person, "api:design")}
        save={saveEndpoints}
        deployTarget={deployTargetOf(apiState)}
        testEndpointOf={testEndpointOf}
      />
    </>
  );
}
