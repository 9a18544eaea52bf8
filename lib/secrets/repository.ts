// Reads of secrets: what is known of them, and their ciphertext. Nothing here opens one.
import { z } from "zod";
import type { DbReader } from "#lib/db/db.ts";
import type { SealedSecret } from "#lib/routes/sealed-secret.ts";
import type { SecretFacts } from "./secret.ts";

const originsSchema = z.array(z.string());
const kindSchema = z.enum(["header", "tls_key"]);

/** What is known of the secrets of an API, by id. */
export async function listSecretFacts(
  db: DbReader,
  apiId: string,
): Promise<ReadonlyMap<string, SecretFacts>> {
  const rows = await db.secret.findMany({
    where: { apiId },
    select: { id: true, kind: true, origins: true, publicKey: true },
  });
  return new Map(
    rows.map(({ id, kind, origins, publicKey }) => [
      id,
      { kind: kindSchema.parse(kind), origins: originsSchema.parse(JSON.parse(origins)), publicKey },
    ]),
  );
}

/** The secrets of an API as they travel with its route, by id. Those of other APIs are not found. */
export async function listSealedSecrets(
  db: DbReader,
  apiId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SealedSecret>> {
  if (ids.length === 0) return new Map();
  const rows = await db.secret.findMany({
    where: { apiId, id: { in: [...ids] } },
    select: {
      id: true,
      origins: true,
      sealed: true,
      dataKey: { select: { id: true, wrappedBy: true, wrapped: true } },
    },
  });
  return new Map(
    rows.map((row) => [row.id, { ...row, origins: originsSchema.parse(JSON.parse(row.origins)) }]),
  );
}
