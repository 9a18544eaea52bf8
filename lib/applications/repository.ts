// Reads of applications. Who may see one is part of each query: a stranger's id finds nothing.
import type { DbReader } from "#lib/db/db.ts";
import type { Application } from "./application.ts";

const shown = { id: true, name: true, description: true, createdAt: true } as const;

/** A person's applications by name, with how many subscriptions and keys each has. */
export async function listApplications(
  db: DbReader,
  ownerId: string,
): Promise<readonly (Application & { readonly subscriptions: number; readonly keys: number })[]> {
  const rows = await db.application.findMany({
    where: { ownerId },
    orderBy: { nameKey: "asc" },
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
    ...application,
    subscriptions: _count.subscriptions,
    keys: _count.credentials,
  }));
}

/** An application of its owner; null for everybody else. */
export async function findApplication(
  db: DbReader,
  query: { readonly applicationId: string; readonly ownerId: string },
): Promise<Application | null> {
  return db.application.findFirst({
    where: { id: query.applicationId, ownerId: query.ownerId },
    select: shown,
  });
}
