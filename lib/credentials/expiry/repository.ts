// Reads what ends soon of the applications of a person and their teams, in a fixed number of queries.
import { whereMine } from "#lib/applications/whose.ts";
import type { DbReader } from "#lib/db/db.ts";
import {
  announcedEnds,
  announceExpiry,
  type EndingCredential,
  type ExpiryAnnouncement,
} from "./credential-expiry.ts";

type ExpiryQuery = {
  readonly personId: string;
  readonly now: Date;
  /** The one application that is asked for; without it, all that the person sees. */
  readonly applicationId?: string;
};

/** What is announced to a person; nothing of an application that is neither theirs nor of a team that they are in. */
export async function getExpiryAnnouncement(db: DbReader, query: ExpiryQuery): Promise<ExpiryAnnouncement> {
  const applications = await listEnding(db, query);
  const rotated = applications.flatMap(({ credentials }) =>
    credentials.flatMap(({ replacedById }) => replacedById ?? []),
  );
  const successors = await findSuccessors(db, rotated);
  const ending = applications.flatMap(({ credentials, oauthClients, ...application }) => [
    ...credentials.map((key) => keyOf(key, application, successors)),
    ...oauthClients.flatMap((client) => secretsOf(client, application)),
  ]);
  return announceExpiry(ending, query.now);
}

/** From the applications down, so that each step reads by an index: the ends of all people's keys are not looked at. */
function listEnding(db: DbReader, { personId, now, applicationId }: ExpiryQuery) {
  const expiresAt = announcedEnds(now);
  return db.application.findMany({
    where: { ...whereMine(personId), ...(applicationId === undefined ? {} : { id: applicationId }) },
    select: {
      id: true,
      name: true,
      credentials: {
        where: { kind: "api_key", isTry: false, revokedAt: null, expiresAt },
        select: {
          id: true,
          name: true,
          prefix: true,
          expiresAt: true,
          revokedAt: true,
          replacedById: true,
          lastUsedAt: true,
        },
      },
      oauthClients: {
        where: { revokedAt: null, secrets: { some: { expiresAt } } },
        select: {
          id: true,
          name: true,
          revokedAt: true,
          secrets: { select: { id: true, prefix: true, createdAt: true, expiresAt: true } },
        },
      },
    },
  });
}

type Found = Awaited<ReturnType<typeof listEnding>>[number];
type Successors = ReadonlyMap<string, Date>;

/** When those of these keys were made that are in force, or have been rotated themselves. */
async function findSuccessors(db: DbReader, ids: readonly string[]): Promise<Successors> {
  if (ids.length === 0) return new Map();
  const rows = await db.credential.findMany({
    where: { id: { in: [...ids] }, OR: [{ revokedAt: null }, { replacedById: { not: null } }] },
    select: { id: true, createdAt: true },
  });
  return new Map(rows.map(({ id, createdAt }) => [id, createdAt]));
}

function keyOf(
  { replacedById, ...key }: Found["credentials"][number],
  application: EndingCredential["application"],
  successors: Successors,
): EndingCredential {
  const succeededAt = successors.get(replacedById ?? "") ?? null;
  return { ...key, kind: "api_key", application, succeededAt, canRotate: replacedById === null };
}

function secretsOf(
  client: Found["oauthClients"][number],
  application: EndingCredential["application"],
): readonly EndingCredential[] {
  const newest = client.secrets.find(({ expiresAt }) => expiresAt === null);
  return client.secrets.map(({ id, prefix, expiresAt }) => ({
    id,
    kind: "client_secret",
    name: client.name || client.id,
    prefix,
    application,
    expiresAt,
    revokedAt: client.revokedAt,
    succeededAt: newest?.createdAt ?? null,
    canRotate: true,
    lastUsedAt: null,
  }));
}
