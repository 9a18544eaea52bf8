// AsyncAPI definition of an API: its source, and the consumer's document to read.
import type { Metadata } from "next";
import { loadConsumerSettings, loadConsumerView, loadDefinition } from "#app/_server/loaders.ts";
import { type ApiParams, deployTargetOf, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { DefinitionSource } from "#components/definition/definition-source.tsx";
import { DefinitionTabs } from "#components/definition/definition-tabs.tsx";
import { DownloadMenu } from "#components/definition/download-menu.tsx";
import { ReadingPage } from "#components/reading/reading-page.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { outlineOf } from "#lib/asyncapi/reading/outline.ts";
import { firstScreen } from "#lib/asyncapi/reading/sections.ts";
import { can } from "#lib/identity/role.ts";
import { saveDefinition } from "../../actions.ts";

export const metadata: Metadata = { title: "AsyncAPI Definition" };

export default async function DefinitionPage({ params }: ApiParams) {
  const { apiId } = await params;
  const [apiState, facts, settings] = await Promise.all([
    loadApiState(apiId),
    loadDefinition(apiId),
    loadConsumerSettings(apiId),
  ]);
  const { api, person } = apiState;
  const view = facts.isReadable ? await loadConsumerView(apiId) : null;
  const consumer = view?.ok ? view.value : null;
  const definitionHref = `/apis/${encodeURIComponent(apiId)}/definition`;
  return (
    <>
      <PageHeader
        title="AsyncAPI Definition"
        caption="The document behind the Topics page: both edit the same text."
        actions={consumer ? <DownloadMenu href={`${definitionHref}/download`} /> : null}
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
            deployTarget={deployTargetOf(apiState)}
          />
        }
        documentation={
          consumer ? (
            <ReadingPage
              view={firstScreen(consumer.reading)}
              rest={{ groups: outlineOf(consumer.reading), routes: routesOf(apiId) }}
            />
          ) : (
            <p>{view?.ok === false ? view.message : "The definition has errors: mend its source first."}</p>
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
