// A published API as its consumers have it: how to connect, what it costs them, what passes, its documentation.

import Button from "@mui/material/Button";
import type { Metadata } from "next";
import { loadGatewayUrls } from "#app/_server/loaders.ts";
import {
  loadHourKey,
  loadOfferedPlans,
  loadPublished,
  loadPublishedCatalogue,
  loadPublishedOpening,
} from "#app/_server/published.ts";
import { findPerson } from "#app/_server/session.ts";
import { DownloadMenu } from "#components/definition/download-menu.tsx";
import { publishedHref } from "#components/developer/catalogue-href.ts";
import { ConsumerPage } from "#components/developer/consumer-page.tsx";
import { DeprecationNotice } from "#components/developer/deprecation-notice.tsx";
import { VersionChoice } from "#components/developer/version-choice.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";
import { consumerServingStatus, getTryKey } from "./try/actions.ts";

type Props = { params: Promise<{ apiId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { displayName, version } = await loadPublished((await params).apiId);
  return { title: `${displayName} ${version}` };
}

export default async function PublishedApiPage({ params }: Props) {
  const { apiId } = await params;
  const [api, plans, urls, catalogue, opening, hourKey, person] = await Promise.all([
    loadPublished(apiId),
    loadOfferedPlans(apiId),
    loadGatewayUrls(),
    loadPublishedCatalogue(apiId),
    loadPublishedOpening(apiId),
    loadHourKey(apiId),
    findPerson(),
  ]);
  const { security } = api.design;
  // Who is not signed in is asked to; a publisher who only looks is not led to a page that refuses.
  const canUse = person === null || can(person, "application:own");
  const needsKey = security.apiKey || security.oauth2;
  const definitionHref = `${publishedHref(apiId)}/definition`;
  return (
    <>
      <PageHeader
        title={api.displayName}
        badge={<VersionChoice apiId={apiId} versions={api.versions} />}
        caption={<MonoText>{api.basePath}</MonoText>}
        actions={
          <>
            <DownloadMenu href={`${definitionHref}/download`} views={["consumer"]} />
            {canUse ? (
              <Button variant="outlined" href={publishedHref(apiId, "/try")}>
                Try it
              </Button>
            ) : null}
            {needsKey && canUse ? (
              <Button variant="contained" href={publishedHref(apiId, "/use")}>
                Use this API
              </Button>
            ) : null}
          </>
        }
      />
      {api.deprecation ? <DeprecationNotice notice={api.deprecation} hrefOf={publishedHref} /> : null}
      <ConsumerPage
        urls={urls}
        basePath={api.basePath}
        needsKey={needsKey}
        plans={plans}
        catalogue={catalogue}
        opening={opening}
        fillIn={
          needsKey ? { apiId, hourKey, createKey: getTryKey, servingStatus: consumerServingStatus } : null
        }
        routes={{ parts: `${definitionHref}/parts`, search: `${definitionHref}/search` }}
      />
    </>
  );
}
