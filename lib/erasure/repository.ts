// Reads what somebody has who is to be erased.
import type { DbReader } from "#lib/db/db.ts";
import { listAdmins } from "#lib/identity/repository.ts";
import type { Holdings } from "./holdings.ts";

/** Their own applications and all their teams, by name, and whether they are the only admin. */
export async function readHoldings(db: DbReader, personId: string): Promise<Holdings> {
  const admins = await listAdmins(db);
  const applications = await db.application.findMany({
    where: { ownerId: personId, teamId: null },
    orderBy: { nameKey: "asc" },
    select: { id: true, name: true, _count: { select: { subscriptions: true } } },
  });
  const teams = await db.team.findMany({
    where: { members: { some: { userId: personId } } },
    orderBy: { nameKey: "asc" },
    select: {
      id: true,
      name: true,
      _count: { select: { applications: true } },
      members: {
        where: { role: "owner", userId: { not: personId } },
        orderBy: [{ addedAt: "asc" }, { userId: "asc" }],
        take: 1,
        select: { user: { select: { id: true, username: true, email: true } } },
      },
    },
  });
  return {
    isOnlyAdmin: admins.length === 1 && admins[0]?.id === personId,
    applications: applications.map(({ _count, ...application }) => ({ ...application, ..._count })),
    teams: teams.map(({ id, name, _count, members: [next] }) => ({
      ...{ id, name, ..._count },
      nextOwner: next ? { id: next.user.id, username: next.user.username ?? next.user.email } : null,
    })),
  };
}
