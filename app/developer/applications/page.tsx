// The applications of a person, and of their teams.
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { loadExpiryAnnouncement } from "#app/_server/expiry.ts";
import { requirePermission } from "#app/_server/session.ts";
import { createApplication } from "#app/developer/actions.ts";
import { ApplicationDialog } from "#components/developer/application-dialog.tsx";
import { ApplicationList } from "#components/developer/application-list.tsx";
import { ExpiryNotice } from "#components/developer/expiry-notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listApplications } from "#lib/applications/repository.ts";

export const metadata: Metadata = { title: "Applications" };

export default async function ApplicationsPage() {
  const person = await requirePermission("application:own");
  const [applications, expiry] = await Promise.all([
    listApplications(getDb(), person.id),
    loadExpiryAnnouncement(),
  ]);
  const now = new Date();
  return (
    <>
      <PageHeader
        title="Applications"
        caption="What connects in your name or your team's: each has its own subscriptions and keys."
        actions={<ApplicationDialog create={createApplication} />}
      />
      <ExpiryNotice
        announcement={expiry}
        now={now}
        applicationHref={(id) => `/developer/applications/${id}`}
      />
      <ApplicationList
        applications={applications}
        personId={person.id}
        ending={expiry.credentials}
        now={now}
      />
    </>
  );
}
