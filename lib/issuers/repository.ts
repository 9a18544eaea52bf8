// Reads of issuers: for admins, and for whom an application belongs to.
import { z } from "zod";
import { whereMine } from "#lib/applications/whose.ts";
import type { DbReader } from "#lib/db/db.ts";
import { issuerAlgorithms, issuerKeySchema } from "#lib/routes/issuer-record.ts";
import type { Issuer, IssuerForApplication } from "./issuer.ts";

const algorithmsSchema = z.array(z.enum(issuerAlgorithms));
const keysSchema = z.array(issuerKeySchema);

/** All issuers by name. */
export async function listIssuers(db: DbReader): Promise<readonly Issuer[]> {
  const rows = await db.issuer.findMany({
    orderBy: { nameKey: "asc" },
    select: {
      id: true,
      name: true,
      url: true,
      audience: true,
      applicationClaim: true,
      scopeClaim: true,
      algorithms: true,
      clockSkewSeconds: true,
      isOn: true,
      keys: true,
      refreshedAt: true,
      problem: true,
    },
  });
  return rows.map(({ keys, algorithms, ...row }) => ({
    ...row,
    algorithms: algorithmsSchema.parse(JSON.parse(algorithms)),
    keyIds: keysSchema.parse(JSON.parse(keys)).map(({ kid }) => kid),
  }));
}

/** The issuers that are switched on, with what stands for an application there; of somebody else's it tells nothing. */
export async function listIssuersForApplication(
  db: DbReader,
  { applicationId, personId }: { readonly applicationId: string; readonly personId: string },
): Promise<readonly IssuerForApplication[]> {
  const rows = await db.issuer.findMany({
    where: { isOn: true },
    orderBy: { nameKey: "asc" },
    select: {
      id: true,
      name: true,
      applicationClaim: true,
      identities: {
        where: { applicationId, application: whereMine(personId) },
        select: { value: true, environment: true, provenAt: true, lastUsedAt: true, lastUsedFrom: true },
      },
    },
  });
  return rows.map(({ id, identities: [identity], ...row }) => ({
    ...row,
    issuerId: id,
    value: identity?.value ?? "",
    environment: identity?.environment === "sandbox" ? "sandbox" : "production",
    provenAt: identity?.provenAt ?? null,
    lastUsedAt: identity?.lastUsedAt ?? null,
    lastUsedFrom: identity?.lastUsedFrom ?? null,
    isLost: identity?.value === null,
  }));
}

/** Whether anything that an application subscribes to has a sandbox endpoint that is live; of somebody else's it is false. */
export async function isSandboxOffered(
  db: DbReader,
  { applicationId, personId }: { readonly applicationId: string; readonly personId: string },
): Promise<boolean> {
  // Within a text of a snapshot the quotes would be escaped, so this is the field itself.
  const withSandbox = { snapshot: { not: { contains: '"sandboxEndpoint":""' } } };
  const subscription = await db.subscription.findFirst({
    where: {
      applicationId,
      application: whereMine(personId),
      api: { deployments: { some: { revision: withSandbox } } },
    },
    select: { id: true },
  });
  return subscription !== null;
}
