// Issuers of others, whose tokens the gateways take. For admins.
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import { IssuerDialog } from "#components/issuers/issuer-dialog.tsx";
import { IssuerList } from "#components/issuers/issuer-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listIssuers } from "#lib/issuers/repository.ts";
import { createIssuer, deleteIssuer, switchIssuer, testDiscovery, updateIssuer } from "./actions.ts";

export const metadata: Metadata = { title: "Issuers" };

export default async function IssuersPage() {
  await requirePermission("issuer:edit");
  const issuers = await listIssuers(getDb());
  return (
    <>
      <PageHeader
        title="Issuers"
        caption="OpenID Connect issuers whose access tokens the gateways take like those of this portal. Owners enter on their application's page by which id an issuer knows it."
        actions={<IssuerDialog create={createIssuer} test={testDiscovery} />}
      />
      <IssuerList
        issuers={issuers}
        now={new Date()}
        turn={switchIssuer}
        update={updateIssuer}
        remove={deleteIssuer}
      />
    </>
  );
}
