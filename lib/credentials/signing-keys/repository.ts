// Reads of the public halves of the keys that sign access tokens.
import type { JWK } from "jose";
import type { DbReader } from "#lib/db/db.ts";
import { TOKEN_ALGORITHM, verificationKeyRecordSchema } from "#lib/routes/access-token.ts";

/** A JWK Set (RFC 7517 section 5): the key that signs, the next one once it is there, and those whose tokens may live. */
export async function readKeySet(db: DbReader, issuer: string): Promise<{ readonly keys: JWK[] }> {
  const rows = await db.signingKey.findMany({
    where: { issuer },
    orderBy: [{ signsFrom: "desc" }, { id: "asc" }],
    select: { id: true, publicJwk: true },
  });
  return {
    keys: rows.map(({ id, publicJwk }) => ({
      ...verificationKeyRecordSchema.shape.jwk.parse(JSON.parse(publicJwk)),
      kid: id,
      alg: TOKEN_ALGORITHM,
      use: "sig",
    })),
  };
}
