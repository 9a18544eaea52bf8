// Writes of when credentials were used last, for their owners to see.
import type { Db } from "#lib/db/db.ts";

/** A use of a key, of a client or of what stands for an application at an issuer: Unix time in milliseconds, and from where. */
type KeyUse = { readonly keyId: string; readonly atMs: number; readonly clientAddress: string };

/** Notes when credentials were used last, for their owners; an older use never takes the place of a newer one. */
export async function noteKeyUses(db: Db, uses: readonly KeyUse[]): Promise<void> {
  for (const { keyId, atMs, clientAddress } of uses) {
    const lastUsedAt = new Date(atMs);
    const where = { id: keyId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: lastUsedAt } }] };
    const data = { lastUsedAt, lastUsedFrom: clientAddress };
    // The id may be that of an OAuth client, or of one at an issuer, whose tokens open connections as keys do.
    if ((await db.credential.updateMany({ where, data })).count > 0) continue;
    if ((await db.oAuthClient.updateMany({ where, data })).count > 0) continue;
    await db.issuerIdentity.updateMany({ where, data });
  }
}
