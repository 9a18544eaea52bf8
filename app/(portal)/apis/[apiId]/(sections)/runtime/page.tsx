// Runtime settings of an API and of its topics.
import type { Metadata } from "next";
import { loadDefinition } from "#app/_server/loaders.ts";
import { type ApiParams, deployTargetOf, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { RuntimeForm } from "#components/runtime/runtime-form.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { can } from "#lib/identity/role.ts";
import { saveRuntime } from "../../actions.ts";

export const metadata: Metadata = { title: "Runtime" };

export default async function RuntimePage({ params }: ApiParams) {
  const { apiId } = await params;
  const [apiState, facts] = await Promise.all([loadApiState(apiId), loadDefinition(apiId)]);
  const { api, person } = apiState;
  const entries = facts.policyEntries;
  return (
    <>
      <PageHeader
        title="Runtime"
        caption="How the gateway treats connections: who may connect, how long, how large, how fast."
      />
      <RuntimeForm
        apiId={apiId}
        etag={api.etag}
        saved={{
          ...api.runtime,
          enforcesTypes: api.passRules.enforcesTypes,
          enforcesHandshake: api.passRules.enforcesHandshake,
          tellsThrottled: api.passRules.tellsThrottled,
          topics: entries.flatMap(({ address, policy, problem }) =>
            problem === null ? [{ address, policy }] : [],
          ),
        }}
        policyProblems={entries.flatMap(({ address, problem }) =>
          problem === null ? [] : [{ address, problem }],
        )}
        isDefinitionBroken={!facts.isSound}
        isReadOnly={!can(person, "api:design")}
        save={saveRuntime}
        deployTarget={deployTargetOf(apiState)}
      />
    </>
  );
}
