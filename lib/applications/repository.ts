// Reads of applications. Who may see one is part of each query: a stranger finds nothing.
import type { DbReader } from "#lib/db/db.ts";
import type { Application } from "./application.ts";
import { whereMine } from "./whose.ts";

const shown = { id: true, name: true, description: true, createdAt: true } as const;

/** A person's applications and those of their teams by name, with how many subscriptions and keys each has. */
export async function listApplications(
  db: DbReader,
  personId: string,
): Promise<readonly (Application & { readonly subscriptions: number; readonly keys: number })[]> {
  const rows = await db.application.findMany({
    where: whereMine(personId),
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
    ...application,
    subscriptions: _count.subscriptions,
    keys: _count.credentials,
  }));
}

/** An application of a person or of their team; null for everybody else. */
export async function findApplication(
  db: DbReader,
  query: { readonly applicationId: string; readonly personId: string },
): Promise<Application | null> {
  return db.application.findFirst({
    where: { id: query.applicationId, ...whereMine(query.personId) },
    select: shown,
  });
}
