// What a write is told that names an API, or a version of one, that is not there.
import type { DbReader } from "#lib/db/db.ts";
import { type Refusal, refuse } from "#lib/kernel/outcome.ts";

export const apiGone: Refusal = refuse("not_found", "This API no longer exists: it was deleted meanwhile.");

/** Why a save that named a version found nothing to save into. */
export async function staleOrGone(tx: DbReader, apiId: string): Promise<Refusal> {
  const present = await tx.api.count({ where: { id: apiId } });
  return present === 0
    ? apiGone
    : refuse(
        "stale",
        "Someone else saved this API after you opened it. Your changes are still here: load the latest version, then apply them to it.",
      );
}
