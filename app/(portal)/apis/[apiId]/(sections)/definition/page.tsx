// AsyncAPI definition of an API: its source, and the consumer's document to read.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import type { Metadata } from "next";
import { loadConsumerSettings, loadDefinition, loadOpening } from "#app/_server/loaders.ts";
import { type ApiParams, deployTargetOf, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { DefinitionTabs } from "#components/definition/definition-tabs.tsx";
import { DocumentationSwitch } from "#components/definition/documentation-switch.tsx";
import { DownloadMenu } from "#components/definition/download-menu.tsx";
import { LaterSource } from "#components/definition/later-source.tsx";
import { ReadingPage } from "#components/reading/reading-page.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { DocumentOf } from "#lib/asyncapi/consumer-view.ts";
import type { DocumentOpening } from "#lib/definition-work/jobs.ts";
import { can } from "#lib/identity/role.ts";
import { saveDefinition, stepDefinition, validateDefinition } from "../../actions.ts";

export const metadata: Metadata = { title: "AsyncAPI Definition" };

type Query = { readonly line?: string | string[]; readonly read?: string | string[] };
type DefinitionPageProps = ApiParams & { searchParams: Promise<Query> };

export default async function DefinitionPage({ params, searchParams }: DefinitionPageProps) {
  const { line, read } = await searchParams;
  const linkedLine = Number(line);
  const opensAt = read !== undefined && line === undefined ? "documentation" : "source";
  const of = read === "design" ? "design" : "consumer";
  const { apiId } = await params;
  const [apiState, facts, settings] = await Promise.all([
    loadApiState(apiId),
    loadDefinition(apiId),
    loadConsumerSettings(apiId),
  ]);
  const { api, person } = apiState;
  const isTextLater = opensAt === "documentation" && api.definition.length > SHORT_TEXT;
  const opening = await loadOpening(apiId, of);
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
            {opening.ok ? (
              <DownloadMenu href={`${definitionHref}/download`} originalVersion={api.originalVersion} />
            ) : null}
          </Stack>
        }
      />
      <DefinitionTabs
        opensAt={opensAt}
        source={
          <LaterSource
            apiId={apiId}
            etag={api.etag}
            design={isTextLater ? null : api.definition}
            hasConsumer={opening.ok}
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
          opening.ok ? (
            <Documentation href={definitionHref} of={of} opening={opening.value} />
          ) : (
            <p>{opening.message}</p>
          )
        }
      />
    </>
  );
}

/** Characters of a text that takes no longer to send than the first screen of its documentation. */
const SHORT_TEXT = 64 * 1024;

type DocumentationProps = { href: string; of: DocumentOf; opening: DocumentOpening };

function Documentation({ href, of, opening }: DocumentationProps) {
  const hrefs = { consumer: `${href}?read=consumer`, design: `${href}?read=design` };
  const routes = { parts: `${href}/parts?of=${of}`, search: `${href}/search?of=${of}` };
  return (
    <>
      <DocumentationSwitch value={of} hrefs={hrefs} />
      <ReadingPage
        key={of}
        view={opening.view}
        texts={opening.texts}
        rest={{ groups: opening.outline, routes }}
      />
    </>
  );
}
