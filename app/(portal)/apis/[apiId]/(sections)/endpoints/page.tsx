// Endpoints of an API.
import type { Metadata } from "next";
import { loadApi } from "#app/_server/loaders.ts";
import { requirePerson } from "#app/_server/session.ts";
import { EndpointsForm } from "#components/endpoints/endpoints-form.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";
import { testEndpoint } from "../../../actions.ts";
import { saveEndpoints } from "../../actions.ts";
import type { ApiParams } from "../../load-standing.ts";

export const metadata: Metadata = { title: "Endpoints" };

export default async function EndpointsPage({ params }: ApiParams) {
  const { apiId } = await params;
  const [api, person] = await Promise.all([loadApi(apiId), requirePerson()]);
  return (
    <>
      <PageHeader
        title="Endpoints"
        caption="The backends behind the gateway. Clients never see these addresses."
      />
      <EndpointsForm
        apiId={apiId}
        etag={api.etag}
        saved={{ production: api.productionEndpoint, sandbox: api.sandboxEndpoint }}
        isReadOnly={!can(person, "api:design")}
        save={saveEndpoints}
        testEndpoint={testEndpoint}
      />
    </>
  );
}
