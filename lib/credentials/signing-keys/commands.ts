// Makes and opens the keys that sign access tokens. A private key is stored sealed, like the secrets of backends, and in
// the clear in this process's memory alone, while it signs.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { type Change, change } from "#lib/feed/change.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { verificationKeyRecordSchema } from "#lib/routes/access-token.ts";
import { currentDataKey } from "#lib/secrets/commands.ts";
import { sealText, unwrapDataKey } from "#lib/secrets/envelope.ts";
import { openText } from "#lib/secrets/open-text.ts";
import { signingKeyBinding } from "#lib/secrets/signing-key-binding.ts";
import { planKeys } from "./signing-key.ts";

export type KeyContext = Pick<CommandContext, "db" | "keyring" | "now" | "newId"> & {
  /** The portal's public origin. */
  readonly issuer: string;
};

/** A private key under its `kid`. */
export type Signer = { readonly kid: string; readonly key: KeyObject };

const locked = refuse(
  "secrets_locked",
  "Access tokens cannot be signed: SLUICE_SECRETS_KEY is not the key that this database was used with.",
);
const planned = { id: true, issuer: true, signsFrom: true } as const;

/**
 * The key that signs now. Makes the first one, and the next one in time, and forgets those that nothing needs.
 * Refusals: `secrets_locked`.
 */
export async function findSigner(context: KeyContext): Promise<Outcome<Signer>> {
  const plan = planKeys(
    await context.db.signingKey.findMany({ select: planned }),
    context.issuer,
    context.now(),
  );
  const isSettled = plan.newFrom === null && plan.outlivedIds.length === 0;
  const kid = isSettled ? plan.signerId : await change(context.db, (inside) => renewKeys(context, inside));
  // A key that signs the moment it is made: the first of all. Others were published long before they sign.
  if (plan.signerId === null && kid !== null) await untilGatewaysFollow(context);
  return kid === null ? locked : openSigner(context, kid);
}

/** A gateway that has not reported for longer is not waited for, and none for longer than so. */
const ALIVE_MS = 10_000;
const PATIENCE_MS = 2_000;
const EVERY_MS = 50;

/** Until what was just put on the feed is known to the gateways: what the first key signs is often used at once. */
async function untilGatewaysFollow({ db, now }: KeyContext): Promise<void> {
  const { revision } = await db.routingState.findUniqueOrThrow({ where: { id: 1 } });
  const until = performance.now() + PATIENCE_MS;
  const behind = { routingRevision: { lt: revision }, seenAt: { gt: new Date(now().getTime() - ALIVE_MS) } };
  while (performance.now() < until && (await db.gatewayInstance.count({ where: behind })) > 0)
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
}

/** Does what the plan says, as things are inside the transaction; returns the signer's id, or null where it cannot. */
async function renewKeys(context: KeyContext, inside: Change): Promise<string | null> {
  const { tx, publish } = inside;
  const plan = planKeys(await tx.signingKey.findMany({ select: planned }), context.issuer, context.now());
  for (const id of plan.outlivedIds) await publish({ kind: "verificationKey", id, record: null });
  await tx.signingKey.deleteMany({ where: { id: { in: [...plan.outlivedIds] } } });
  if (plan.newFrom === null) return plan.signerId;
  const madeId = await addSigningKey(context, inside, plan.newFrom);
  return plan.signerId ?? madeId;
}

/**
 * Makes a key that signs from now on, and withdraws all others: every token that they have signed is worth nothing any
 * more, and its connections are closed with 4401. For when a private key may have become known. Refusals:
 * `secrets_locked`.
 */
export async function replaceSigningKeys(
  context: KeyContext,
): Promise<Outcome<{ readonly withdrawn: number }>> {
  return change(context.db, async (inside) => {
    const { tx, publish } = inside;
    const former = await tx.signingKey.findMany({ select: { id: true } });
    if ((await addSigningKey(context, inside, context.now())) === null) return locked;
    for (const { id } of former) await publish({ kind: "verificationKey", id, record: null });
    await tx.signingKey.deleteMany({ where: { id: { in: former.map(({ id }) => id) } } });
    return done({ withdrawn: former.length });
  });
}

async function addSigningKey(
  context: KeyContext,
  { tx, publish }: Change,
  signsFrom: Date,
): Promise<string | null> {
  const { issuer } = context;
  const dataKey = await currentDataKey(tx, context);
  if (dataKey === null) return null;
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicJwk = publicKey.export({ format: "jwk" });
  const id = await calculateJwkThumbprint(publicKey); // RFC 7638
  const record = verificationKeyRecordSchema.parse({ id, issuer, jwk: publicJwk });
  const privateText = JSON.stringify(privateKey.export({ format: "jwk" }));
  await tx.signingKey.create({
    data: {
      id,
      issuer,
      publicJwk: JSON.stringify(record.jwk),
      dataKeyId: dataKey.id,
      sealed: sealText(dataKey, privateText, signingKeyBinding(id, issuer)),
      createdAt: context.now(),
      signsFrom,
    },
  });
  await publish({ kind: "verificationKey", id, record });
  return id;
}

async function openSigner({ db, keyring }: KeyContext, kid: string): Promise<Outcome<Signer>> {
  const row = await db.signingKey.findUniqueOrThrow({ where: { id: kid }, include: { dataKey: true } });
  const dataKey = unwrapDataKey(row.dataKey, keyring);
  const text = dataKey && openText(dataKey, row.sealed, signingKeyBinding(kid, row.issuer));
  return text === null
    ? locked
    : done({ kid, key: createPrivateKey({ key: JSON.parse(text), format: "jwk" }) });
}
