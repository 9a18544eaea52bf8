// Reads what somebody has who is to be erased.
import type { DbReader } from "#lib/db/db.ts";
import { isUntouchedDemoAccount } from "#lib/identity/demo-accounts.ts";
import { listAdmins } from "#lib/identity/repository.ts";
import type { Settings } from "#lib/kernel/settings.ts";
import type { HeldTeam, Holdings } from "./holdings.ts";

/** Their own applications and all their teams, by name, and whether they are the only admin or kept in this mode. */
export async function readHoldings(
  db: DbReader,
  { personId, mode }: { readonly personId: string; readonly mode: Settings["SLUICE_MODE"] },
): Promise<Holdings> {
  const person = await db.user.findUnique({ where: { id: personId }, select: { email: true } });
  const admins = await listAdmins(db);
  const applications = await db.application.findMany({
    where: { ownerId: personId, teamId: null },
    orderBy: { nameKey: "asc" },
    select: { id: true, name: true, _count: { select: { subscriptions: true } } },
  });
  return {
    isKeptDemo: mode === "evaluation" && person !== null && isUntouchedDemoAccount(person),
    isOnlyAdmin: admins.length === 1 && admins[0]?.id === personId,
    applications: applications.map(({ _count, ...application }) => ({ ...application, ..._count })),
    teams: await listHeldTeams(db, { personId, going: [personId] }),
  };
}

/** The teams of somebody by name, with who owns each next: nobody of those who go. */
export async function listHeldTeams(
  db: DbReader,
  { personId, going }: { readonly personId: string; readonly going: readonly string[] },
): Promise<readonly HeldTeam[]> {
  const teams = await db.team.findMany({
    where: { members: { some: { userId: personId } } },
    orderBy: { nameKey: "asc" },
    select: {
      id: true,
      name: true,
      _count: { select: { applications: true } },
      members: {
        where: { role: "owner", userId: { notIn: [...going] } },
        orderBy: [{ addedAt: "asc" }, { userId: "asc" }],
        take: 1,
        select: { user: { select: { id: true, username: true, email: true } } },
      },
    },
  });
  return teams.map(({ id, name, _count, members: [next] }) => ({
    ...{ id, name, ..._count },
    nextOwner: next ? { id: next.user.id, username: next.user.username ?? next.user.email } : null,
  }));
}

/** The teams in which nobody is but those who go. */
export async function listDesertedTeams(db: DbReader, going: readonly string[]): Promise<readonly string[]> {
  const teams = await db.team.findMany({
    where: { members: { some: {}, every: { userId: { in: [...going] } } } },
    select: { id: true },
  });
  return teams.map(({ id }) => id);
}
