// Try it, for consumers: talk to a published API through its gateway, with a key of an application that subscribes to it.
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { loadGatewayUrls } from "#app/_server/loaders.ts";
import { loadPublished, loadPublishedCatalogue } from "#app/_server/published.ts";
import { requirePermission } from "#app/_server/session.ts";
import { Console } from "#components/console/console.tsx";
import { publishedHref } from "#components/developer/catalogue-href.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listOwnSubscriptionsTo } from "#lib/subscriptions/repository.ts";
import { consumerServingStatus, explainOwnAttempt, getTryKey, lookUpOwnConnection } from "./actions.ts";

export const metadata: Metadata = { title: "Try an API" };

export default async function TryPublishedPage({ params }: { params: Promise<{ apiId: string }> }) {
  const { apiId } = await params;
  const person = await requirePermission("application:own");
  const [api, catalogue, urls, subscriptions] = await Promise.all([
    loadPublished(apiId),
    loadPublishedCatalogue(apiId),
    loadGatewayUrls(),
    listOwnSubscriptionsTo(getDb(), { apiId, personId: person.id }),
  ]);
  const { security } = api.design;
  const isOpen = !security.apiKey && !security.oauth2;
  const isSubscribed = subscriptions.some(({ state }) => state === "active");
  return (
    <>
      <PageHeader
        title={`Try ${api.displayName}`}
        caption={<Link href={publishedHref(apiId)}>Back to its documentation</Link>}
      />
      {catalogue.ok && (isOpen || isSubscribed) ? (
        <Console
          key={apiId}
          apiId={apiId}
          apiName={`${api.name} ${api.version}`}
          basePath={api.basePath}
          urls={urls}
          hasSandbox={api.design.sandboxEndpoint !== ""}
          maxMessageBytes={api.design.limits.maxMessageBytes}
          catalogue={catalogue.value}
          startTopic={null}
          recordsHref={null}
          keySource="an application of yours"
          actions={{
            createTestKey: getTryKey,
            servingStatus: consumerServingStatus,
            explain: explainOwnAttempt,
            lookUp: lookUpOwnConnection,
            saved: null,
          }}
        />
      ) : (
        <EmptyState
          title={catalogue.ok ? "Subscribe first" : catalogue.message}
          action={
            catalogue.ok ? (
              <Button variant="contained" href={publishedHref(apiId, "/use")}>
                Use this API
              </Button>
            ) : null
          }
        >
          {catalogue.ok
            ? "The console connects with a key of an application of yours, under its plan."
            : "The console reads topics and messages from the definition."}
        </EmptyState>
      )}
    </>
  );
}
