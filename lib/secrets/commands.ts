// Writes of secrets. A row is never changed but by a rotation: another value is another row, so that what a revision
// names stays what it was.
import type { DbReader } from "#lib/db/db.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import type { Keyring } from "#lib/kernel/keyring.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import type { SealedSecret } from "#lib/routes/sealed-secret.ts";
import { type DataKey, newDataKey, sealText, unwrapDataKey, wrapDataKey } from "./envelope.ts";
import { bindingOf, type NewSecret } from "./secret.ts";

/** What storing a secret needs of a command's context. */
export type SealContext = Pick<CommandContext, "keyring" | "now" | "newId" | "actor">;

/** Stores secrets, encrypted. Refuses with `secrets_locked` where SLUICE_SECRETS_KEY is not the one they need. */
export async function addSecrets(
  context: SealContext,
  tx: DbReader,
  apiId: string,
  secrets: readonly NewSecret[],
): Promise<Outcome<null>> {
  if (secrets.length === 0) return done(null);
  const dataKey = await currentDataKey(tx, context);
  if (dataKey === null) {
    return refuse(
      "secrets_locked",
      "Secrets cannot be stored: SLUICE_SECRETS_KEY is not the key that this database was used with. Ask whoever runs Sluice.",
    );
  }
  await tx.secret.createMany({
    data: secrets.map(({ id, kind, origins, publicKey, value }) => ({
      id,
      apiId,
      kind,
      origins: JSON.stringify(origins),
      publicKey,
      dataKeyId: dataKey.id,
      sealed: sealText(dataKey, value, bindingOf(apiId, kind, { id, origins })),
      createdBy: context.actor.username,
      createdAt: context.now(),
    })),
  });
  return done(null);
}

/** Seals secrets that travel once and are not stored; null where SLUICE_SECRETS_KEY is not the one they need. */
export async function sealPassing(
  context: Pick<CommandContext, "db" | "keyring" | "now" | "newId">,
  apiId: string,
  secrets: readonly NewSecret[],
): Promise<ReadonlyMap<string, SealedSecret> | null> {
  if (secrets.length === 0) return new Map();
  const dataKey = await currentDataKey(context.db, context);
  if (dataKey === null) return null;
  const wrapped = wrapDataKey(dataKey, context.keyring);
  return new Map(
    secrets.map(({ id, kind, origins, value }) => {
      const sealed = sealText(dataKey, value, bindingOf(apiId, kind, { id, origins }));
      return [id, { id, origins: [...origins], sealed, dataKey: wrapped }];
    }),
  );
}

/** The latest data key, made where there is none yet; null where the keyring does not open it. */
export async function currentDataKey(
  tx: DbReader,
  context: Omit<SealContext, "actor">,
): Promise<DataKey | null> {
  const row = await tx.dataKey.findFirst({ orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
  return row
    ? unwrapDataKey(row, context.keyring)
    : addDataKey(tx, context.keyring, context.newId(), context.now());
}

/** Makes a data key, which the next secrets are encrypted with. */
export async function addDataKey(
  tx: DbReader,
  keyring: Keyring,
  id: string,
  createdAt: Date,
): Promise<DataKey> {
  const dataKey = newDataKey(id);
  await tx.dataKey.create({ data: { ...wrapDataKey(dataKey, keyring), createdAt } });
  return dataKey;
}

/** Deletes the secrets of an API that neither its design, whose ids are given, nor any of its revisions names. */
export async function deleteUnusedSecrets(
  tx: DbReader,
  apiId: string,
  usedIds: readonly string[],
): Promise<void> {
  const candidates = await tx.secret.findMany({
    where: { apiId, id: { notIn: [...usedIds] } },
    select: { id: true },
  });
  for (const { id } of candidates) {
    const revisions = await tx.revision.count({ where: { apiId, snapshot: { contains: id } } });
    if (revisions === 0) await tx.secret.delete({ where: { id } });
  }
}
