// Around every page of an API: its header and the navigation between its sections. It stands below [apiId], so that the
// not-found page of an API that was deleted is drawn without it, with status 404.

import Box from "@mui/material/Box";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { loadApi, loadGatewayUrls, loadSubscriptionCounts } from "#app/_server/loaders.ts";
import { type ApiParams, type ApiState, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { ApiHeader } from "#components/apis/frame/api-header.tsx";
import { ApiMenu } from "#components/apis/frame/api-menu.tsx";
import { ApiNav } from "#components/apis/frame/api-nav.tsx";
import { ExceptOn } from "#components/apis/frame/except-on.tsx";
import { DeployButton } from "#components/deployments/deploy-button.tsx";
import { LifecycleButton } from "#components/lifecycle/lifecycle-button.tsx";
import { can } from "#lib/identity/role.ts";
import { servingStatus, testTopicsOf } from "../../actions.ts";
import { changeLifecycle, deleteApi, deploy } from "../actions.ts";

export async function generateMetadata({ params }: ApiParams): Promise<Metadata> {
  const api = await loadApi((await params).apiId);
  const name = `${api.displayName || api.name} ${api.version}`;
  return { title: { default: name, template: `%s · ${name} · Sluice` } };
}

export default async function ApiLayout({ children, params }: ApiParams & { readonly children: ReactNode }) {
  const { apiId } = await params;
  const [page, urls, counts] = await Promise.all([
    loadApiState(apiId),
    loadGatewayUrls(),
    loadSubscriptionCounts(apiId),
  ]);
  const isDeployed = page.deployedTo.length > 0;
  return (
    <>
      <ApiHeader
        api={page.api}
        urls={urls}
        isDeployed={isDeployed}
        actions={<HeaderActions page={page} />}
        menu={<HeaderMenu page={page} />}
      />
      <Box
        sx={{
          display: "grid",
          gap: { xs: 2.5, md: 4 },
          gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "208px minmax(0, 1fr)" },
          alignItems: "start",
          // The navigation is not printed, and its column would stay.
          "@media print": { display: "block" },
        }}
      >
        <Box sx={{ position: { md: "sticky" }, top: { md: 76 } }}>
          <ApiNav apiId={apiId} waiting={can(page.person, "subscription:decide") ? counts.pending : 0} />
        </Box>
        <Box sx={{ minWidth: 0 }}>{children}</Box>
      </Box>
    </>
  );
}

function HeaderActions({ page }: { page: ApiState }) {
  const { api, person, deployments, deployedTo, requirements, carriable } = page;
  const canDeploy = can(person, "api:deploy");
  const isReady = requirements.every((requirement) => requirement.isMet || requirement.code === "deployment");
  const isDeployed = deployedTo.length > 0;
  return (
    <>
      {canDeploy ? (
        <ExceptOn apiId={api.id} sections={["overview", "deployments"]}>
          <DeployButton
            apiId={api.id}
            etag={api.etag}
            environmentIds={deployedTo}
            isOffered={isReady && deployments.hasUndeployedChanges}
            label={isDeployed ? "Deploy changes" : "Deploy"}
            variant="outlined"
            deploy={deploy}
            servingStatus={servingStatus}
          />
        </ExceptOn>
      ) : null}
      {can(person, "api:publish") ? (
        <ExceptOn apiId={api.id} sections={["overview", "lifecycle"]}>
          <LifecycleButton
            apiId={api.id}
            etag={api.etag}
            action="publish"
            isOffered={api.state === "created"}
            isMainAction={isDeployed}
            requirements={requirements}
            carriable={carriable}
            changeLifecycle={changeLifecycle}
            testTopicsOf={testTopicsOf}
            deploy={deploy}
            canDeploy={canDeploy}
          />
        </ExceptOn>
      ) : null}
    </>
  );
}

function HeaderMenu({ page: { api, person, deployedTo } }: { page: ApiState }) {
  if (!can(person, "api:design")) return null;
  return (
    <ApiMenu
      apiId={api.id}
      name={api.name}
      version={api.version}
      isDeployed={deployedTo.length > 0}
      deleteApi={deleteApi}
    />
  );
}
