// Rotates the keys of stored secrets, in one transaction: all of it, or nothing. Gateways that run have their data keys
// in memory and hear of the rest through the feed; connections do not notice.

import { z } from "zod";
import type { DbReader } from "#lib/db/db.ts";
import { type Change, change } from "#lib/feed/change.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { sealedRouteSchema } from "#lib/routes/route-record.ts";
import { addDataKey } from "../commands.ts";
import { type DataKey, sealText, unwrapDataKey, wrapDataKey } from "../envelope.ts";
import { openText } from "../open-text.ts";
import { listSealedSecrets } from "../repository.ts";
import { bindingOf } from "../secret.ts";
import { signingKeyBinding } from "../signing-key-binding.ts";
import { secretsOf, withSecrets } from "./renewed-route.ts";

export type Rotated = { readonly dataKeys: number; readonly secrets: number };

/**
 * Wraps every data key with the current key of the ring; with `reencrypt`, also encrypts every secret anew under a new
 * data key. Refuses with `secrets_locked` where a data key opens with no key of the ring.
 */
export async function rotateKeys(
  context: Pick<CommandContext, "db" | "keyring" | "now" | "newId">,
  { reencrypt }: { readonly reencrypt: boolean },
): Promise<Outcome<Rotated>> {
  return change(context.db, async (inside) => {
    const rows = await inside.tx.dataKey.findMany();
    const opened = new Map<string, DataKey>();
    for (const row of rows) {
      const dataKey = unwrapDataKey(row, context.keyring);
      if (dataKey === null) {
        const message = `The data key ${row.id} was wrapped by another key (id ${row.wrappedBy}): set SLUICE_SECRETS_KEY_OLD to it. Nothing was changed.`;
        return refuse("secrets_locked", message);
      }
      opened.set(dataKey.id, dataKey);
    }
    for (const dataKey of opened.values()) {
      const { id, ...wrapped } = wrapDataKey(dataKey, context.keyring);
      await inside.tx.dataKey.update({ where: { id }, data: wrapped });
    }
    const secrets = reencrypt ? await reencryptAll(context, inside.tx, opened) : 0;
    await renewRoutes(inside);
    return done({ dataKeys: reencrypt ? 1 : rows.length, secrets });
  });
}

async function reencryptAll(
  context: Pick<CommandContext, "keyring" | "now" | "newId">,
  tx: DbReader,
  former: ReadonlyMap<string, DataKey>,
): Promise<number> {
  const dataKey = await addDataKey(tx, context.keyring, context.newId(), context.now());
  const rows = await tx.secret.findMany();
  for (const { id, apiId, kind, origins, dataKeyId, sealed } of rows) {
    const facts = { id, origins: z.array(z.string()).parse(JSON.parse(origins)) };
    const binding = bindingOf(apiId, z.enum(["header", "tls_key"]).parse(kind), facts);
    const text = openOrThrow(former.get(dataKeyId), { id, sealed }, binding);
    await tx.secret.update({
      where: { id },
      data: { dataKeyId: dataKey.id, sealed: sealText(dataKey, text, binding) },
    });
  }
  await reencryptSigningKeys(tx, former, dataKey);
  await tx.dataKey.deleteMany({ where: { id: { in: [...former.keys()] } } });
  return rows.length;
}

/** The keys that access tokens are signed with are no secrets of backends, but sealed like them. */
async function reencryptSigningKeys(
  tx: DbReader,
  former: ReadonlyMap<string, DataKey>,
  dataKey: DataKey,
): Promise<void> {
  for (const { id, issuer, dataKeyId, sealed } of await tx.signingKey.findMany()) {
    const binding = signingKeyBinding(id, issuer);
    const text = openOrThrow(former.get(dataKeyId), { id, sealed }, binding);
    await tx.signingKey.update({
      where: { id },
      data: { dataKeyId: dataKey.id, sealed: sealText(dataKey, text, binding) },
    });
  }
}

function openOrThrow(
  key: DataKey | undefined,
  { id, sealed }: { readonly id: string; readonly sealed: string },
  binding: readonly string[],
): string {
  const text = key ? openText(key, sealed, binding) : null;
  // Thrown, so that the transaction takes everything back.
  if (text === null)
    throw new Error(`The secret ${id} does not open: it was tampered with. Nothing was changed.`);
  return text;
}

/** Routes carry ciphertext and wrapped keys with them. */
async function renewRoutes({ tx, publish }: Change): Promise<void> {
  const rows = await tx.routingEntry.findMany({
    where: { kind: "route", body: { contains: '"wrappedBy"' } },
    select: { id: true },
  });
  for (const { id } of rows) {
    const row = await tx.routingEntry.findUniqueOrThrow({ where: { id } });
    const route = sealedRouteSchema.parse(JSON.parse(row.body ?? "null"));
    const secrets = await listSealedSecrets(tx, route.apiId, secretsOf(route));
    const where = row.environmentId === null ? {} : { environmentId: row.environmentId };
    await publish({ kind: "route", id: route.apiId, record: withSecrets(route, secrets) }, where);
  }
}
