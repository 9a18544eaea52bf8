// Reads of teams: for their members alone. To everybody else a team is as unknown as one that never was.
import { z } from "zod";
import type { DbReader } from "#lib/db/db.ts";
import { type Team, type TeamMember, type TeamRole, teamRoles } from "./team.ts";

const roleSchema = z.enum(teamRoles);

/** A person's teams by name, with how many people and applications each has. */
export async function listTeams(
  db: DbReader,
  personId: string,
): Promise<readonly (Team & { readonly members: number; readonly applications: number })[]> {
  const rows = await db.teamMember.findMany({
    where: { userId: personId },
    orderBy: { team: { nameKey: "asc" } },
    select: {
      role: true,
      team: { select: { id: true, name: true, _count: { select: { members: true, applications: true } } } },
    },
  });
  return rows.map(({ role, team: { _count, ...team } }) => ({
    ...team,
    ..._count,
    role: roleSchema.parse(role),
  }));
}

/** A team with its people, owners and members by when they came; null for who is not in it. */
export async function findTeam(
  db: DbReader,
  { teamId, personId }: { readonly teamId: string; readonly personId: string },
): Promise<(Team & { readonly members: readonly TeamMember[] }) | null> {
  const team = await db.team.findFirst({
    where: { id: teamId, members: { some: { userId: personId } } },
    select: { id: true, name: true },
  });
  if (!team) return null;
  const members = await listMembers(db, teamId);
  const own = members.find(({ userId }) => userId === personId);
  return { ...team, role: own?.role ?? "member", members };
}

/** The people of a team, whoever asks: those who came first before the others. */
export async function listMembers(db: DbReader, teamId: string): Promise<readonly TeamMember[]> {
  const rows = await db.teamMember.findMany({
    where: { teamId },
    orderBy: [{ addedAt: "asc" }, { userId: "asc" }],
    select: {
      userId: true,
      role: true,
      addedBy: true,
      addedAt: true,
      user: { select: { name: true, username: true, email: true } },
    },
  });
  return rows.map(({ user, role, ...row }) => ({
    ...row,
    name: user.name,
    username: user.username ?? user.email,
    role: roleSchema.parse(role),
  }));
}

/** What somebody is in a team; null where they are not in it. */
export async function findRole(
  db: DbReader,
  { teamId, userId }: { readonly teamId: string; readonly userId: string },
): Promise<TeamRole | null> {
  const row = await db.teamMember.findUnique({
    where: { teamId_userId: { teamId, userId } },
    select: { role: true },
  });
  return row && roleSchema.parse(row.role);
}
