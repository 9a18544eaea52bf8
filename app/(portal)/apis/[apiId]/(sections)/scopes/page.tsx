// Scopes that the topics of an API can require: its own, and the shared ones.
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { type ApiParams, loadApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { ApiScopes } from "#components/scopes/api-scopes.tsx";
import { can } from "#lib/identity/role.ts";
import { listScopesOfApi } from "#lib/scopes/repository.ts";
import { createApiScope, deleteApiScope, updateApiScope } from "./actions.ts";

export const metadata: Metadata = { title: "Scopes" };

export default async function ScopesPage({ params }: ApiParams) {
  const { apiId } = await params;
  const { person } = await loadApiState(apiId);
  return (
    <ApiScopes
      apiId={apiId}
      scopes={await listScopesOfApi(getDb(), apiId)}
      canDesign={can(person, "api:design")}
      create={createApiScope}
      update={updateApiScope}
      remove={deleteApiScope}
    />
  );
}
