// Topics of an API.
import Alert from "@mui/material/Alert";
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { loadDefinition, loadOpening, loadTopicMessages } from "#app/_server/loaders.ts";
import { type ApiParams, deployTargetOf, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { BrokenDefinition } from "#components/topics/broken-definition.tsx";
import { TopicReading } from "#components/topics/topic-reading.tsx";
import { TopicsEditor } from "#components/topics/topics-editor.tsx";
import { UnservedList } from "#components/topics/unserved-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { hasErrors } from "#lib/asyncapi/diagnostic.ts";
import { can } from "#lib/identity/role.ts";
import { listScopesOfApi } from "#lib/scopes/repository.ts";
import { testEndpointOf } from "../../../actions.ts";
import { saveTopics, stepDefinition } from "../../actions.ts";

export const metadata: Metadata = { title: "Topics" };

export default async function TopicsPage({ params }: ApiParams) {
  const { apiId } = await params;
  return (
    <>
      <PageHeader
        title="Topics"
        caption="The channels clients connect to. Subscribe is from server to client, Publish from client to server."
      />
      <TopicsSection apiId={apiId} />
    </>
  );
}

async function TopicsSection({ apiId }: { apiId: string }) {
  const [{ topics, unserved, diagnostics, isSound }, apiState] = await Promise.all([
    loadDefinition(apiId),
    loadApiState(apiId),
  ]);
  const { api, person } = apiState;
  if (!isSound) return <BrokenDefinition apiId={apiId} diagnostics={diagnostics} />;
  if (!can(person, "api:design")) {
    const opening = await loadOpening(apiId, "consumer");
    return (
      <>
        <Alert severity="info" sx={{ mb: 2 }}>
          You can read this page; creators can change it.
        </Alert>
        <TopicReading
          topics={topics}
          channels={opening.ok ? opening.value.view.channels : []}
          documentation={`/apis/${encodeURIComponent(apiId)}/definition`}
        />
        <UnservedList apiId={apiId} channels={unserved} />
      </>
    );
  }
  const { apiKey, oauth2 } = api.runtime.security;
  const [messages, scopes] = await Promise.all([loadTopicMessages(apiId), listScopesOfApi(getDb(), apiId)]);
  return (
    <>
      <TopicsEditor
        apiId={apiId}
        saved={{ etag: api.etag, topics }}
        messages={messages}
        isRefused={hasErrors(diagnostics)}
        endpoint={api.productionEndpoint}
        isApiOpen={!apiKey && !oauth2}
        enforcesHandshake={api.passRules.enforcesHandshake}
        scopes={scopes.map(({ name, displayName, isShared }) => ({ name, displayName, isShared }))}
        deployTarget={deployTargetOf(apiState)}
        saveTopics={saveTopics}
        stepDefinition={stepDefinition}
        testEndpointOf={testEndpointOf}
      />
      <UnservedList apiId={apiId} channels={unserved} />
    </>
  );
}
