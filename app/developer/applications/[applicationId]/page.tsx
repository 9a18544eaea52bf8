// An application: what it subscribes to, and its keys. Somebody else's is not found.

import Link from "@mui/material/Link";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getDb } from "#app/_server/db.ts";
import { getIssuer } from "#app/_server/oauth-endpoint.ts";
import { requirePermission } from "#app/_server/session.ts";
import {
  createClient,
  createKey,
  createTicket,
  deleteApplication,
  revokeClient,
  revokeKey,
  revokeSecret,
  rotateKey,
  rotateSecret,
  setIdentity,
  unsubscribe,
  updateApplication,
} from "#app/developer/actions.ts";
import { ApplicationDialog } from "#components/developer/application-dialog.tsx";
import { ClientSection } from "#components/developer/client-section.tsx";
import { DeleteApplication } from "#components/developer/delete-application.tsx";
import { ExpiryNotice } from "#components/developer/expiry-notice.tsx";
import { IssuerSection } from "#components/developer/issuer-section.tsx";
import { KeySection } from "#components/developer/key-section.tsx";
import { SubscriptionSection } from "#components/developer/subscription-section.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { findApplication } from "#lib/applications/repository.ts";
import { listKeys } from "#lib/credentials/api-keys/repository.ts";
import { listClients } from "#lib/credentials/oauth-clients/repository.ts";
import { listIssuersForApplication } from "#lib/issuers/repository.ts";
import { listOfferedScopes } from "#lib/scopes/repository.ts";
import { listOwnSubscriptions } from "#lib/subscriptions/repository.ts";

export const metadata: Metadata = { title: "Application" };

export default async function ApplicationPage({ params }: { params: Promise<{ applicationId: string }> }) {
  const person = await requirePermission("application:own");
  const query = { applicationId: (await params).applicationId, personId: person.id };
  const [application, subscriptions, keys, clients, scopes, issuers] = await Promise.all([
    findApplication(getDb(), query),
    listOwnSubscriptions(getDb(), { ...query, now: new Date() }),
    listKeys(getDb(), query),
    listClients(getDb(), query),
    listOfferedScopes(getDb(), query),
    listIssuersForApplication(getDb(), query),
  ]);
  if (!application) notFound();
  return (
    <>
      <PageHeader
        title={application.name}
        caption={
          <>
            {application.description ? <div>{application.description}</div> : null}
            <Link href="/developer/applications">All applications</Link>
          </>
        }
        actions={
          <>
            <ApplicationDialog application={application} update={updateApplication} />
            <DeleteApplication application={application} remove={deleteApplication} />
          </>
        }
      />
      <ExpiryNotice keys={keys} now={new Date()} />
      <SubscriptionSection
        applicationId={application.id}
        subscriptions={subscriptions}
        unsubscribe={unsubscribe}
      />
      <KeySection
        applicationId={application.id}
        keys={keys}
        scopes={scopes}
        now={new Date()}
        create={createKey}
        rotate={rotateKey}
        revoke={revokeKey}
        ticketUrl={`${getIssuer()}/oauth2/ticket`}
        createTicket={createTicket}
      />
      <ClientSection
        applicationId={application.id}
        clients={clients}
        now={new Date()}
        tokenUrl={`${getIssuer()}/oauth2/token`}
        create={createClient}
        rotate={rotateSecret}
        revokeSecret={revokeSecret}
        revokeClient={revokeClient}
      />
      <IssuerSection applicationId={application.id} issuers={issuers} setIdentity={setIdentity} />
    </>
  );
}
