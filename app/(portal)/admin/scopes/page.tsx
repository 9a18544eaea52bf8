// Scopes that every API can require. For admins.
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import { ScopeDialog } from "#components/scopes/scope-dialog.tsx";
import { ScopeList } from "#components/scopes/scope-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listSharedScopes } from "#lib/scopes/repository.ts";
import { createSharedScope, deleteSharedScope, updateSharedScope } from "./actions.ts";

export const metadata: Metadata = { title: "Shared scopes" };

export default async function SharedScopesPage() {
  await requirePermission("scope:share");
  const scopes = await listSharedScopes(getDb());
  return (
    <>
      <PageHeader
        title="Shared scopes"
        caption="What a client's key or token can need to send or to receive on a topic, for every API to choose from."
        actions={<ScopeDialog save={{ create: createSharedScope }} />}
      />
      <ScopeList scopes={scopes} changes="shared" update={updateSharedScope} remove={deleteSharedScope} />
    </>
  );
}
