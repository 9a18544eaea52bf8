// AsyncAPI definition of an API: its source, and the consumer's document to read.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import type { Metadata } from "next";
import { loadConsumerOpening, loadConsumerSettings, loadDefinition } from "#app/_server/loaders.ts";
import { type ApiParams, deployTargetOf, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { DefinitionSource } from "#components/definition/definition-source.tsx";
import { DefinitionTabs } from "#components/definition/definition-tabs.tsx";
import { DownloadMenu } from "#components/definition/download-menu.tsx";
import { ReadingPage } from "#components/reading/reading-page.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";
import { saveDefinition, stepDefinition, validateDefinition } from "../../actions.ts";

export const metadata: Metadata = { title: "AsyncAPI Definition" };

type DefinitionPageProps = ApiParams & { searchParams: Promise<{ line?: string | string[] }> };

export default async function DefinitionPage({ params, searchParams }: DefinitionPageProps) {
  const linkedLine = Number((await searchParams).line);
  const { apiId } = await params;
  const [apiState, facts, settings] = await Promise.all([
    loadApiState(apiId),
    loadDefinition(apiId),
    loadConsumerSettings(apiId),
  ]);
  const { api, person } = apiState;
  const opening = await loadConsumerOpening(apiId);
  const consumer = opening.ok ? opening.value : null;
  const definitionHref = `/apis/${encodeURIComponent(apiId)}/definition`;
  return (
    <>
      <PageHeader
        title="AsyncAPI Definition"
        caption="The document behind the Topics page: both edit the same text."
        actions={
          <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: "wrap" }}>
            {can(person, "api:design") ? (
              <Button variant="outlined" href={`${definitionHref}/replace`}>
                Replace…
              </Button>
            ) : null}
            {consumer ? (
              <DownloadMenu href={`${definitionHref}/download`} originalVersion={api.originalVersion} />
            ) : null}
          </Stack>
        }
      />
      <DefinitionTabs
        source={
          <DefinitionSource
            apiId={apiId}
            etag={api.etag}
            design={api.definition}
            hasConsumer={consumer !== null}
            diagnostics={facts.diagnostics}
            settings={settings}
            canEdit={can(person, "api:design")}
            save={saveDefinition}
            stepDefinition={stepDefinition}
            validate={validateDefinition}
            linkedLine={Number.isSafeInteger(linkedLine) && linkedLine > 0 ? linkedLine : null}
            deployTarget={deployTargetOf(apiState)}
          />
        }
        documentation={
          consumer ? (
            <ReadingPage view={consumer.view} rest={{ groups: consumer.outline, routes: routesOf(apiId) }} />
          ) : (
            <p>{opening.ok ? null : opening.message}</p>
          )
        }
      />
    </>
  );
}

function routesOf(apiId: string) {
  const base = `/apis/${encodeURIComponent(apiId)}/definition`;
  return { parts: `${base}/parts`, search: `${base}/search` };
}
