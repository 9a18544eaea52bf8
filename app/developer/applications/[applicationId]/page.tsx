// An application: what it subscribes to, and its keys. Somebody else's is not found.

import Link from "@mui/material/Link";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getDb } from "#app/_server/db.ts";
import { getIssuer } from "#app/_server/oauth-endpoint.ts";
import { requirePermission } from "#app/_server/session.ts";
import {
  changeKey,
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
  setTokenLifetime,
  takeIdentityAway,
  transferApplication,
  unsubscribe,
  updateApplication,
} from "#app/developer/actions.ts";
import { ApplicationDialog } from "#components/developer/application-dialog.tsx";
import { ClientSection } from "#components/developer/client-section.tsx";
import { ExpiryNotice } from "#components/developer/expiry-notice.tsx";
import { IssuerSection } from "#components/developer/issuer-section.tsx";
import { KeySection } from "#components/developer/key-section.tsx";
import { SubscriptionSection } from "#components/developer/subscription-section.tsx";
import { TransferApplication } from "#components/developer/transfer-application.tsx";
import { listDestinations } from "#components/developer/transfer-destinations.ts";
import { WhoseApplication } from "#components/developer/whose-application.tsx";
import { DeleteAndLeave } from "#components/ui/delete-and-leave.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { findApplication } from "#lib/applications/repository.ts";
import { listKeys } from "#lib/credentials/api-keys/repository.ts";
import { getExpiryAnnouncement } from "#lib/credentials/expiry/repository.ts";
import { listClients } from "#lib/credentials/oauth-clients/repository.ts";
import { isSandboxOffered, listIssuersForApplication } from "#lib/issuers/repository.ts";
import { listOfferedScopes } from "#lib/scopes/repository.ts";
import { listOwnSubscriptions } from "#lib/subscriptions/repository.ts";
import { findTeam, listTeams } from "#lib/teams/repository.ts";

export const metadata: Metadata = { title: "Application" };

export default async function ApplicationPage({ params }: { params: Promise<{ applicationId: string }> }) {
  const person = await requirePermission("application:own");
  const query = { applicationId: (await params).applicationId, personId: person.id };
  const now = new Date();
  const [application, subscriptions, expiry, keys, clients, scopes, issuers, hasSandbox] = await Promise.all([
    findApplication(getDb(), query),
    listOwnSubscriptions(getDb(), { ...query, now }),
    getExpiryAnnouncement(getDb(), { ...query, now }),
    listKeys(getDb(), query),
    listClients(getDb(), query),
    listOfferedScopes(getDb(), query),
    listIssuersForApplication(getDb(), query),
    isSandboxOffered(getDb(), query),
  ]);
  if (!application) notFound();
  return (
    <>
      <ApplicationHeader application={application} personId={person.id} />
      <ExpiryNotice announcement={expiry} now={now} />
      <SubscriptionSection
        applicationId={application.id}
        subscriptions={subscriptions}
        unsubscribe={unsubscribe}
      />
      <KeySection
        applicationId={application.id}
        keys={keys}
        scopes={scopes}
        now={now}
        create={createKey}
        change={changeKey}
        rotate={rotateKey}
        revoke={revokeKey}
        ticketUrl={`${getIssuer()}/oauth2/ticket`}
        createTicket={createTicket}
      />
      <ClientSection
        applicationId={application.id}
        clients={clients}
        now={now}
        tokenUrl={`${getIssuer()}/oauth2/token`}
        create={createClient}
        setTokenLifetime={setTokenLifetime}
        rotate={rotateSecret}
        revokeSecret={revokeSecret}
        revokeClient={revokeClient}
      />
      <IssuerSection
        applicationId={application.id}
        hasSandbox={hasSandbox}
        issuers={issuers}
        setIdentity={setIdentity}
        takeAway={takeIdentityAway}
      />
    </>
  );
}

type FoundApplication = NonNullable<Awaited<ReturnType<typeof findApplication>>>;
type OfPerson = { application: FoundApplication; personId: string };

/** Name, whose it is, and what the person who looks may do with the whole of it. */
async function ApplicationHeader({ application, personId }: OfPerson) {
  const destinations = await loadDestinations({ application, personId });
  return (
    <PageHeader
      title={application.name}
      caption={
        <>
          {application.description ? <div>{application.description}</div> : null}
          <div>
            <WhoseApplication
              application={application}
              personId={personId}
              teamHref={(id) => `/developer/teams/${id}`}
            />
          </div>
          <Link href="/developer/applications">All applications</Link>
        </>
      }
      actions={
        <>
          <ApplicationDialog application={application} update={updateApplication} />
          {application.isOwned ? (
            <>
              <TransferApplication
                application={application}
                destinations={destinations}
                transfer={transferApplication}
              />
              <DeleteAndLeave
                name={application.name}
                input={{ applicationId: application.id }}
                list="/developer/applications"
                remove={deleteApplication}
              >
                Its keys stop working and its subscriptions end: open connections are closed within a second.
                This cannot be taken back.
              </DeleteAndLeave>
            </>
          ) : null}
        </>
      }
    />
  );
}

/** Where the application can go; nowhere for who may not transfer it. */
async function loadDestinations({ application, personId }: OfPerson) {
  if (!application.isOwned) return [];
  const [teams, team] = await Promise.all([
    listTeams(getDb(), personId),
    application.team && findTeam(getDb(), { teamId: application.team.id, personId }),
  ]);
  return listDestinations(application, { personId, teams, members: team?.members ?? [] });
}
