// Try it: talk to the topics of an API through its gateway, from the browser.
import Button from "@mui/material/Button";
import type { Metadata } from "next";
import { loadCatalogue, loadGatewayUrls } from "#app/_server/loaders.ts";
import { type ApiParams, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { Console } from "#components/console/console.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";
import { servingStatus } from "../../../actions.ts";
import { createTestKey } from "../../actions.ts";
import { explainAttempt, lookUpConnection } from "./actions.ts";
import {
  changeSavedMessage,
  deleteSavedMessage,
  keepMessage,
  listSavedMessages,
  loadSavedMessage,
} from "./saved-message-actions.ts";

export const metadata: Metadata = { title: "Try it" };

type TryPageProps = ApiParams & {
  readonly searchParams: Promise<{ readonly topic?: string | string[] }>;
};

export default async function TryPage({ params, searchParams }: TryPageProps) {
  const [{ apiId }, { topic }] = await Promise.all([params, searchParams]);
  const apiState = await loadApiState(apiId);
  return (
    <>
      <PageHeader
        title="Try it"
        caption="Talk to the API through its gateway: what passes is named and checked by its definition."
      />
      <TrySection apiState={apiState} startTopic={typeof topic === "string" ? topic : null} />
    </>
  );
}

const saved = {
  list: listSavedMessages,
  load: loadSavedMessage,
  keep: keepMessage,
  change: changeSavedMessage,
  remove: deleteSavedMessage,
};

type TrySectionProps = { apiState: Awaited<ReturnType<typeof loadApiState>>; startTopic: string | null };

async function TrySection({ apiState, startTopic }: TrySectionProps) {
  const { api, person, deployedTo } = apiState;
  if (!can(person, "api:test")) {
    return (
      <EmptyState title="Only creators and publishers try APIs here">Ask one of them for it.</EmptyState>
    );
  }
  if (deployedTo.length === 0) {
    return (
      <EmptyState
        title="No gateway serves this API yet"
        action={<Button href={sectionHref(api.id, "deployments")}>Deploy it</Button>}
      >
        Deploy it, then come back to talk to it.
      </EmptyState>
    );
  }
  const [catalogue, urls] = await Promise.all([loadCatalogue(api.id), loadGatewayUrls()]);
  if (!catalogue.ok) {
    return (
      <EmptyState
        title={catalogue.message}
        action={<Button href={sectionHref(api.id, "definition")}>To the definition</Button>}
      >
        The console reads its topics and messages from the definition.
      </EmptyState>
    );
  }
  return (
    <Console
      key={api.id}
      apiId={api.id}
      apiName={`${api.name} ${api.version}`}
      basePath={api.basePath}
      urls={urls}
      hasSandbox={api.sandboxEndpoint !== ""}
      maxMessageBytes={api.runtime.limits.maxMessageBytes}
      catalogue={catalogue.value}
      startTopic={startTopic}
      recordsHref={sectionHref(api.id, "connections")}
      keySource="the overview"
      actions={{ createTestKey, servingStatus, explain: explainAttempt, lookUp: lookUpConnection, saved }}
    />
  );
}
