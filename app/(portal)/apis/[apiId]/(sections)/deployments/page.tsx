// Deployments of an API: deploy, see what is live where, undeploy, restore.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import type { Metadata } from "next";
import { loadDefinition } from "#app/_server/loaders.ts";
import { type ApiParams, type ApiState, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { DeployForm } from "#components/deployments/deploy-form.tsx";
import { EnvironmentList } from "#components/deployments/environment-list.tsx";
import { RevisionTable } from "#components/deployments/revision-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { can } from "#lib/identity/role.ts";
import { namesOfUnserved } from "#lib/topics/unserved-channels.ts";
import { servingStatus } from "../../../actions.ts";
import { deploy, restoreRevision, undeploy } from "../../actions.ts";

export const metadata: Metadata = { title: "Deployments" };

export default async function DeploymentsPage({ params }: ApiParams) {
  const { apiId } = await params;
  const apiState = await loadApiState(apiId);
  const { api, person, deployments } = apiState;
  return (
    <>
      <PageHeader
        title="Deployments"
        caption="A revision is a snapshot of the design. Deploying it to an environment makes it live there."
      />
      <Box sx={{ display: "grid", gap: 2.5 }}>
        {can(person, "api:deploy") ? <DeploySection apiState={apiState} /> : null}
        <SectionCard title="Environments" flush>
          <EnvironmentList
            apiId={apiId}
            basePath={api.basePath}
            environments={deployments.environments}
            undeploy={can(person, "api:deploy") ? undeploy : null}
          />
        </SectionCard>
        {deployments.revisions.length > 0 ? (
          <SectionCard title="Revisions" flush>
            <RevisionTable
              apiId={apiId}
              etag={api.etag}
              revisions={deployments.revisions}
              environments={deployments.environments}
              restore={can(person, "api:design") ? restoreRevision : null}
            />
          </SectionCard>
        ) : null}
      </Box>
    </>
  );
}

async function DeploySection({ apiState: { api, deployments } }: { apiState: ApiState }) {
  const { unserved } = await loadDefinition(api.id);
  return (
    <SectionCard title="Deploy new revision">
      {api.productionEndpoint === "" ? (
        <Typography variant="body2">
          There is no production endpoint yet.{" "}
          <Link href={sectionHref(api.id, "endpoints")} underline="always">
            Set the endpoint
          </Link>{" "}
          first.
        </Typography>
      ) : (
        <DeployForm
          apiId={api.id}
          etag={api.etag}
          environments={deployments.environments}
          hasUndeployedChanges={deployments.hasUndeployedChanges}
          unserved={namesOfUnserved(unserved)}
          deploy={deploy}
          servingStatus={servingStatus}
        />
      )}
    </SectionCard>
  );
}
