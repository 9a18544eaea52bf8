// The teams that a person is in.
import type { Metadata } from "next";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import { createTeam } from "#app/developer/teams/actions.ts";
import { TeamDialog } from "#components/teams/team-dialog.tsx";
import { TeamList } from "#components/teams/team-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listTeams } from "#lib/teams/repository.ts";

export const metadata: Metadata = { title: "Teams" };

export default async function TeamsPage() {
  const person = await requirePermission("application:own");
  const teams = await listTeams(getDb(), person.id);
  return (
    <>
      <PageHeader
        title="Teams"
        caption="People who share applications: every member uses them and makes keys for them."
        actions={<TeamDialog create={createTeam} />}
      />
      <TeamList teams={teams} />
    </>
  );
}
