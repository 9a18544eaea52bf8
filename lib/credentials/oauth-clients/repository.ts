// Reads of OAuth clients: for whom their application belongs to alone.
import { z } from "zod";
import { whereMine } from "#lib/applications/whose.ts";
import type { DbReader } from "#lib/db/db.ts";
import type { OAuthClient } from "./oauth-client.ts";

/** The clients of an application, newest first; none where it is somebody else's. */
export async function listClients(
  db: DbReader,
  query: { readonly applicationId: string; readonly personId: string },
): Promise<readonly OAuthClient[]> {
  const rows = await db.oAuthClient.findMany({
    where: { applicationId: query.applicationId, application: whereMine(query.personId) },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      environment: true,
      tokenLifetimeSeconds: true,
      createdAt: true,
      revokedAt: true,
      lastUsedAt: true,
      lastUsedFrom: true,
      secrets: {
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
        select: { id: true, prefix: true, createdAt: true, expiresAt: true },
      },
    },
  });
  return rows.map((row) => ({
    ...row,
    environment: z.enum(["production", "sandbox"]).parse(row.environment),
  }));
}
