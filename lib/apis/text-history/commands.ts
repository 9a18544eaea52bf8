// Keeps the texts that an API's definition had, as far as undo and redo go.
import type { DbReader } from "#lib/db/db.ts";
import { findTextAt } from "./repository.ts";

/** Texts of one API that are kept, at most. */
const MOST_TEXTS = 50;
/** Characters that the kept texts of one API have together, at most; the last step is always kept. */
const MOST_CHARACTERS = 10_000_000;

/** Keeps the text that a save brings, and the one before it where it is not kept yet. In the transaction of the save. */
export async function noteText(
  tx: DbReader,
  before: { readonly id: string; readonly etag: number; readonly definition: string },
  { etag, text, at }: { readonly etag: number; readonly text: string; readonly at: Date },
): Promise<void> {
  if (text === before.definition) return;
  const rowOf = (of: number, its: string) => ({
    apiId: before.id,
    etag: of,
    text: its,
    size: its.length,
    savedAt: at,
  });
  if ((await findTextAt(tx, before.id, before.etag)) !== before.definition)
    await tx.definitionText.create({ data: rowOf(before.etag, before.definition) });
  await tx.definitionText.create({ data: rowOf(etag, text) });
  await forgetOldest(tx, before.id);
}

async function forgetOldest(tx: DbReader, apiId: string): Promise<void> {
  const kept = await tx.definitionText.findMany({
    where: { apiId },
    orderBy: { etag: "desc" },
    select: { etag: true, size: true },
  });
  let characters = 0;
  const forgotten = kept.find(({ size }, index) => {
    characters += size;
    return index >= MOST_TEXTS || (index >= 2 && characters > MOST_CHARACTERS);
  });
  if (forgotten) await tx.definitionText.deleteMany({ where: { apiId, etag: { lte: forgotten.etag } } });
}
