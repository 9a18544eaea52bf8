// A team: its people and its applications. To who is not in it, it is not found.
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import {
  addMember,
  deleteTeam,
  leaveTeam,
  removeMember,
  renameTeam,
  setMemberRole,
} from "#app/developer/teams/actions.ts";
import { MemberSection } from "#components/teams/member-section.tsx";
import { TeamApplications } from "#components/teams/team-applications.tsx";
import { TeamDialog } from "#components/teams/team-dialog.tsx";
import { DeleteAndLeave } from "#components/ui/delete-and-leave.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listApplications } from "#lib/applications/repository.ts";
import { findTeam } from "#lib/teams/repository.ts";

export const metadata: Metadata = { title: "Team" };

export default async function TeamPage({ params }: { params: Promise<{ teamId: string }> }) {
  const person = await requirePermission("application:own");
  const { teamId } = await params;
  const [team, applications] = await Promise.all([
    findTeam(getDb(), { teamId, personId: person.id }),
    listApplications(getDb(), person.id, { teamId }),
  ]);
  if (!team) notFound();
  return (
    <>
      <PageHeader
        title={team.name}
        caption={<Link href="/developer/teams">All teams</Link>}
        actions={
          team.role === "owner" ? (
            <>
              <TeamDialog team={team} rename={renameTeam} />
              <DeleteAndLeave
                name={team.name}
                input={{ teamId: team.id }}
                list="/developer/teams"
                remove={deleteTeam}
              >
                Only a team without applications can be deleted. Its members are told nothing; they find it
                gone. This cannot be taken back.
              </DeleteAndLeave>
            </>
          ) : null
        }
      />
      <Stack sx={{ gap: 2 }}>
        <MemberSection
          team={team}
          personId={person.id}
          applications={applications}
          actions={{ add: addMember, setRole: setMemberRole, remove: removeMember, leave: leaveTeam }}
        />
        <TeamApplications applications={applications} />
      </Stack>
    </>
  );
}
