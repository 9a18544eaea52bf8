// Reads of API keys: for whom their application belongs to alone.
import { z } from "zod";
import { whereMine } from "#lib/applications/whose.ts";
import type { DbReader } from "#lib/db/db.ts";
import { listKeyScopes } from "#lib/scopes/repository.ts";
import { heldScopesSchema } from "#lib/scopes/scope.ts";
import { type ApiKey, keyRestrictionsSchema } from "./api-key.ts";

const columns = {
  id: true,
  name: true,
  prefix: true,
  environment: true,
  restrictions: true,
  scopes: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  replacedById: true,
  lastUsedAt: true,
  lastUsedFrom: true,
} as const;

/** The keys of an application, newest first; none where it is somebody else's. */
export async function listKeys(
  db: DbReader,
  query: { readonly applicationId: string; readonly personId: string },
): Promise<readonly ApiKey[]> {
  const rows = await db.credential.findMany({
    where: {
      kind: "api_key",
      isTry: false,
      applicationId: query.applicationId,
      application: whereMine(query.personId),
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    select: columns,
  });
  const made = rows.map(({ scopes }) => heldScopesSchema.parse(JSON.parse(scopes)));
  const parted = await listKeyScopes(db, query.applicationId, made);
  return rows.map(({ environment, restrictions, scopes: _, replacedById, ...row }, index) => ({
    ...row,
    environment: z.enum(["production", "sandbox"]).parse(environment),
    restrictions: keyRestrictionsSchema.parse(JSON.parse(restrictions)),
    scopes: made[index] ?? [],
    maskedScopes: parted[index]?.masked ?? [],
    isReplaced: replacedById !== null,
  }));
}
