// Moves backend secrets that earlier versions stored in the clear into their table: out of designs, revisions and
// routes. One API a transaction, so that it can be broken off and run again; the files' free pages are wiped at the end.
import { randomUUID } from "node:crypto";
import { bothEndpointOptionsSchema } from "#lib/apis/api-fields.ts";
import { designSchema, designText } from "#lib/apis/design.ts";
import { databaseKind } from "#lib/db/adapter.ts";
import type { Db, DbReader } from "#lib/db/db.ts";
import { designDigest } from "#lib/deployments/commands.ts";
import { publicKeyOf } from "#lib/endpoints/backend-tls.ts";
import { change } from "#lib/feed/change.ts";
import type { Keyring } from "#lib/kernel/keyring.ts";
import { sealedRouteSchema } from "#lib/routes/route-record.ts";
import { type ClearSecret, referClearOptions, sealClearRecord } from "#lib/secrets/clear-text.ts";
import { addSecrets } from "#lib/secrets/commands.ts";
import { listSealedSecrets } from "#lib/secrets/repository.ts";
import type { NewSecret } from "#lib/secrets/secret.ts";

const NAME = "seal-secrets";

/** Idempotent, and done once. Returns how many secrets it found in the clear; null where it had been done before. */
export async function sealSecrets(db: Db, url: string, keyring: Keyring): Promise<number | null> {
  if ((await db.dataMigration.count({ where: { name: NAME } })) > 0) return null;
  const apis = await db.api.findMany({ select: { id: true } });
  let found = 0;
  for (const { id } of apis) found += await sealApi(db, id, keyring);
  await wipeFreedPages(db, url);
  await db.dataMigration.create({ data: { name: NAME, finishedAt: new Date() } });
  return found;
}

async function sealApi(db: Db, apiId: string, keyring: Keyring): Promise<number> {
  return change(db, async ({ tx, publish }) => {
    const secrets = new FoundSecrets();
    await sealDesign(tx, apiId, secrets);
    await sealRevisions(tx, apiId, secrets);
    const rows = await tx.routingEntry.findMany({
      where: { kind: "route", id: { endsWith: `:${apiId}` }, body: { not: null } },
    });
    const records = rows.map((row) => ({ ...row, record: JSON.parse(row.body ?? "null") as unknown })); // any JSON
    for (const { record } of records)
      sealClearRecord(record, (_api, secret) => ({ ...placeholder, id: secrets.idOf(secret) }));
    const context = {
      keyring,
      now: () => new Date(),
      newId: randomUUID,
      actor: { id: "", username: "migration" },
    };
    const added = await addSecrets(context, tx, apiId, secrets.found);
    if (!added.ok) throw new Error(added.message);
    const sealed = await listSealedSecrets(
      tx,
      apiId,
      secrets.found.map(({ id }) => id),
    );
    for (const { id, record, body, environmentId } of records) {
      const rewritten = sealClearRecord(record, (_api, secret) => {
        const row = sealed.get(secrets.idOf(secret));
        if (row === undefined) throw new Error("a secret was not stored");
        return row;
      });
      if (JSON.stringify(rewritten) === body) continue;
      const route = sealedRouteSchema.safeParse(rewritten);
      const where = environmentId === null ? {} : { environmentId };
      if (route.success) await publish({ kind: "route", id: apiId, record: route.data }, where);
      else await tx.routingEntry.update({ where: { id }, data: { body: JSON.stringify(rewritten) } });
    }
    return secrets.found.length;
  });
}

const placeholder = { origins: [], sealed: "", dataKey: { id: "", wrappedBy: "", wrapped: "" } };

async function sealDesign(tx: DbReader, apiId: string, secrets: FoundSecrets): Promise<void> {
  const api = await tx.api.findUniqueOrThrow({
    where: { id: apiId },
    select: { endpointOptions: true, productionEndpoint: true, sandboxEndpoint: true },
  });
  const { production, sandbox } = JSON.parse(api.endpointOptions) as Record<string, unknown>; // parsed below
  const options = bothEndpointOptionsSchema.parse({
    production: referClearOptions(production, api.productionEndpoint ?? "", secrets.idOf),
    sandbox: referClearOptions(sandbox, api.sandboxEndpoint ?? "", secrets.idOf),
  });
  await tx.api.update({ where: { id: apiId }, data: { endpointOptions: JSON.stringify(options) } });
}

/** Digests follow, so that a design that is live still counts as live. */
async function sealRevisions(tx: DbReader, apiId: string, secrets: FoundSecrets): Promise<void> {
  const revisions = await tx.revision.findMany({
    where: { apiId },
    select: { id: true },
    orderBy: { number: "desc" },
  });
  for (const { id } of revisions) {
    const { snapshot } = await tx.revision.findUniqueOrThrow({ where: { id }, select: { snapshot: true } });
    const old = JSON.parse(snapshot) as Record<string, unknown>; // parsed below
    const urlOf = (name: string) => (typeof old[name] === "string" ? old[name] : "");
    const design = designSchema.parse({
      ...old,
      productionOptions: referClearOptions(old.productionOptions, urlOf("productionEndpoint"), secrets.idOf),
      sandboxOptions: referClearOptions(old.sandboxOptions, urlOf("sandboxEndpoint"), secrets.idOf),
    });
    await tx.revision.update({
      where: { id },
      data: { snapshot: designText(design), digest: designDigest(design) },
    });
  }
}

/** The secrets of one API: the same value for the same backends is one secret, wherever it stands. */
class FoundSecrets {
  readonly #byContent = new Map<string, NewSecret>();

  get found(): NewSecret[] {
    return [...this.#byContent.values()];
  }

  readonly idOf = (secret: ClearSecret): string => {
    const key = JSON.stringify([secret.kind, secret.value, secret.origins]);
    const known = this.#byContent.get(key);
    if (known) return known.id;
    const publicKey = secret.kind === "tls_key" ? publicKeyOf(secret.value) : null;
    const added = { ...secret, id: randomUUID(), publicKey };
    this.#byContent.set(key, added);
    return added.id;
  };
}

/** What was overwritten still lies in the database's files until its pages are used again. */
async function wipeFreedPages(db: Db, url: string): Promise<void> {
  if (databaseKind(url) === "postgresql") {
    for (const table of ["Api", "Revision", "RoutingEntry"])
      await db.$executeRawUnsafe(`VACUUM FULL "${table}"`);
    return;
  }
  await db.$executeRawUnsafe("VACUUM");
  await db.$queryRawUnsafe("PRAGMA wal_checkpoint(TRUNCATE)");
}
