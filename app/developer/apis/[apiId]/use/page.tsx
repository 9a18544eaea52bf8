// Use this API: application, subscription, key and first message in one go.

import Link from "@mui/material/Link";
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { loadGatewayUrls } from "#app/_server/loaders.ts";
import { loadOfferedPlans, loadPublished, loadPublishedCatalogue } from "#app/_server/published.ts";
import { requirePermission } from "#app/_server/session.ts";
import { subscribe, useApi } from "#app/developer/actions.ts";
import { publishedHref } from "#components/developer/catalogue-href.ts";
import { DeprecationNotice } from "#components/developer/deprecation-notice.tsx";
import { UseApi } from "#components/developer/use-api.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { nameWithTeam } from "#lib/applications/application.ts";
import { listApplications } from "#lib/applications/repository.ts";
import { listOwnSubscriptionsTo } from "#lib/subscriptions/repository.ts";

export const metadata: Metadata = { title: "Use an API" };

export default async function UseApiPage({ params }: { params: Promise<{ apiId: string }> }) {
  const { apiId } = await params;
  const person = await requirePermission("application:own");
  const [api, plans, urls, catalogue, applications, subscriptions] = await Promise.all([
    loadPublished(apiId),
    loadOfferedPlans(apiId),
    loadGatewayUrls(),
    loadPublishedCatalogue(apiId),
    listApplications(getDb(), person.id),
    listOwnSubscriptionsTo(getDb(), { apiId, personId: person.id }),
  ]);
  return (
    <>
      <PageHeader
        title={`Use ${api.displayName}`}
        caption={<Link href={publishedHref(apiId)}>Back to its documentation</Link>}
      />
      {api.deprecation ? <DeprecationNotice notice={api.deprecation} hrefOf={publishedHref} /> : null}
      {(plans.length === 0 || api.deprecation) && subscriptions.length === 0 ? (
        <EmptyState title={api.deprecation ? "This API is deprecated" : "No plan is offered at present"}>
          Nobody new can subscribe to this API. Ask its publisher.
        </EmptyState>
      ) : (
        <UseApi
          apiId={apiId}
          hasSandbox={api.design.sandboxEndpoint !== ""}
          plans={plans}
          applications={applications.map(({ id, name, keys, team }) => ({
            id,
            name: nameWithTeam({ name, team }),
            keys,
            subscription: subscriptions.find(({ applicationId }) => applicationId === id) ?? null,
          }))}
          catalogue={catalogue.ok ? catalogue.value : { topics: [], isCut: false }}
          urls={urls}
          basePath={api.basePath}
          startUsing={useApi}
          subscribe={subscribe}
        />
      )}
    </>
  );
}
