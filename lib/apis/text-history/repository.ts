// Reads the texts that an API's definition had.
import type { DbReader } from "#lib/db/db.ts";

/** The text at a version of the API; null where it is not kept. */
export async function findTextAt(db: DbReader, apiId: string, etag: number): Promise<string | null> {
  const row = await db.definitionText.findFirst({
    where: { apiId, etag: { lte: etag } },
    orderBy: { etag: "desc" },
    select: { text: true },
  });
  return row?.text ?? null;
}
