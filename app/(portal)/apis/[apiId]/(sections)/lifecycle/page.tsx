// Lifecycle of an API: where it stands, where it can go, where it was.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { Metadata } from "next";
import { loadDeprecation, loadHistory } from "#app/_server/loaders.ts";
import { type ApiParams, type ApiState, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { PortalLinks } from "#app/(portal)/apis/[apiId]/portal-links.tsx";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { DeprecationNotice } from "#components/developer/deprecation-notice.tsx";
import { HistoryTable } from "#components/lifecycle/history-table.tsx";
import { LifecycleButton } from "#components/lifecycle/lifecycle-button.tsx";
import { LifecycleDiagram } from "#components/lifecycle/lifecycle-diagram.tsx";
import { RequirementList } from "#components/lifecycle/requirement-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { stateLabels } from "#lib/apis/lifecycle-state.ts";
import { can } from "#lib/identity/role.ts";
import { actionsFrom, lifecycleActions } from "#lib/lifecycle/lifecycle.ts";
import { testTopicsOf } from "../../../actions.ts";
import { changeLifecycle, deploy } from "../../actions.ts";

const overviewHref = (apiId: string) => sectionHref(apiId, "overview");

export const metadata: Metadata = { title: "Lifecycle" };

export default async function LifecyclePage({ params }: ApiParams) {
  const { apiId } = await params;
  const [apiState, history, { deprecation, choices }] = await Promise.all([
    loadApiState(apiId),
    loadHistory(apiId),
    loadDeprecation(apiId),
  ]);
  const { api, requirements } = apiState;
  return (
    <>
      <PageHeader
        title="Lifecycle"
        caption={`This API is ${stateLabels[api.state]}.`}
        actions={<PortalLinks apiState={apiState} />}
      />
      <Box sx={{ display: "grid", gap: 2.5 }}>
        <SectionCard title="State">
          <Box sx={{ py: 1 }}>
            <LifecycleDiagram state={api.state} isDeployed={apiState.deployedTo.length > 0} />
          </Box>
          {deprecation ? <DeprecationNotice notice={deprecation} hrefOf={overviewHref} /> : null}
          <Actions apiState={apiState} deprecation={deprecation} choices={choices} />
        </SectionCard>
        {api.state === "created" ? (
          <SectionCard title="What publishing needs">
            <RequirementList apiId={apiId} requirements={requirements} />
          </SectionCard>
        ) : null}
        <SectionCard title="History" flush>
          <HistoryTable entries={history} />
        </SectionCard>
      </Box>
    </>
  );
}

type ActionsProps = { apiState: ApiState } & Awaited<ReturnType<typeof loadDeprecation>>;

function Actions({ apiState, deprecation, choices }: ActionsProps) {
  const { api, person, requirements, carriable } = apiState;
  if (!can(person, "api:publish")) {
    return (
      <Typography variant="body2" sx={{ mt: 1.5, textAlign: "center", color: "text.secondary" }}>
        Publishers can change the state.
      </Typography>
    );
  }
  const offered = actionsFrom(api.state);
  return (
    <Stack direction="row" useFlexGap sx={{ mt: 2, gap: 1, justifyContent: "center", flexWrap: "wrap" }}>
      {lifecycleActions.map((action) => (
        <LifecycleButton
          key={action}
          apiId={api.id}
          etag={api.etag}
          action={action}
          label={action === "deprecate" && deprecation ? "Change the notice" : undefined}
          notice={deprecation}
          successors={choices}
          isOffered={offered.includes(action)}
          isMainAction={action === "publish" && api.state === "created"}
          requirements={requirements}
          carriable={carriable}
          changeLifecycle={changeLifecycle}
          testTopicsOf={testTopicsOf}
          deploy={deploy}
          canDeploy={can(person, "api:deploy")}
        />
      ))}
    </Stack>
  );
}
