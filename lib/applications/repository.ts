// Reads of applications. Who may see one is part of each query: a stranger finds nothing.
import type { DbReader } from "#lib/db/db.ts";
import type { Application, Whose } from "./application.ts";
import { whereMine, whereOwned } from "./whose.ts";

const shown = {
  id: true,
  name: true,
  description: true,
  createdAt: true,
  owner: { select: { id: true, username: true, email: true } },
  team: { select: { id: true, name: true } },
} as const; // const: Prisma reads the columns from the literals

/**
 * A person's applications and those of their teams by name, with how many subscriptions and keys each has; those of one
 * team where it is told.
 */
export async function listApplications(
  db: DbReader,
  personId: string,
  ofTeam: { readonly teamId?: string } = {},
): Promise<readonly (Application & Whose & { readonly subscriptions: number; readonly keys: number })[]> {
  const rows = await db.application.findMany({
    where: { ...whereMine(personId), ...ofTeam },
    orderBy: [{ nameKey: "asc" }, { id: "asc" }],
    select: {
      ...shown,
      _count: {
        select: {
          subscriptions: true,
          credentials: { where: { kind: "api_key", isTry: false, revokedAt: null } },
        },
      },
    },
  });
  return rows.map(({ _count, ...application }) => ({
    ...withUsername(application),
    subscriptions: _count.subscriptions,
    keys: _count.credentials,
  }));
}

/** An application of a person or of their team, and whether they may transfer and delete it; null for everybody else. */
export async function findApplication(
  db: DbReader,
  query: { readonly applicationId: string; readonly personId: string },
): Promise<(Application & Whose & { readonly isOwned: boolean }) | null> {
  const { applicationId: id, personId } = query;
  const [application, owned] = await Promise.all([
    db.application.findFirst({ where: { id, ...whereMine(personId) }, select: shown }),
    db.application.count({ where: { id, ...whereOwned(personId) } }),
  ]);
  return application && { ...withUsername(application), isOwned: owned > 0 };
}

type OwnerRow = { readonly id: string; readonly username: string | null; readonly email: string };

function withUsername<Row extends { readonly owner: OwnerRow }>(row: Row) {
  const { id, username, email } = row.owner;
  return { ...row, owner: { id, username: username ?? email } };
}
