// Tells the gateways which scopes of keys are in effect: earlier versions had told them those that a key was made with,
// whatever its owner may obtain now.
import type { Db } from "#lib/db/db.ts";
import { change } from "#lib/feed/change.ts";
import { publishKeyScopes } from "#lib/scopes/in-effect/commands.ts";

const NAME = "mask-key-scopes";

/** Idempotent, and done once. */
export async function maskKeyScopes(db: Db): Promise<void> {
  if ((await db.dataMigration.count({ where: { name: NAME } })) > 0) return;
  await change(db, async (inside) => {
    await publishKeyScopes(inside, "all");
    await inside.tx.dataMigration.create({ data: { name: NAME, finishedAt: new Date() } });
  });
}
