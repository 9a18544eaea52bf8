// Writes of OAuth clients. A secret is returned once; only its hash is stored, and the gateways hear of its id alone.
import { createHash, randomBytes } from "node:crypto";
import { applicationGone } from "#lib/applications/commands.ts";
import { whereMine } from "#lib/applications/whose.ts";
import { type Change, change } from "#lib/feed/change.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { refuseUnapproved } from "#lib/subscriptions/repository.ts";
import { SHOWN_PREFIX } from "../api-keys/api-key.ts";
import { formatKey } from "../key-text.ts";
import { type CreateClient, MAX_CLIENTS, MAX_SECRETS, MAX_TOKEN_LIFETIME_S } from "./oauth-client.ts";

/** Of a client that is gone or revoked, and of somebody else's alike. */
const clientGone = refuse("not_found", "This client does not exist.");

/** Id and secret, the secret this once. */
export type NewSecret = {
  readonly clientId: string;
  readonly secretId: string;
  readonly secret: string;
  readonly routingRevision: number;
};

/** Makes a client of an application of the person who acts, with its first secret. Refusals: `not_found`, `pending`, `too_many`. */
export async function createClient(
  context: CommandContext,
  input: CreateClient,
): Promise<Outcome<NewSecret>> {
  return change(context.db, async (inside) => {
    const { tx } = inside;
    const { applicationId } = input;
    const isMine = { id: applicationId, ...whereMine(context.actor.id) };
    if ((await tx.application.count({ where: isMine })) === 0) return applicationGone;
    const unapproved = await refuseUnapproved(tx, applicationId);
    if (unapproved) return unapproved;
    if ((await tx.oAuthClient.count({ where: { applicationId, revokedAt: null } })) >= MAX_CLIENTS) {
      const most = `This application has ${MAX_CLIENTS} OAuth2 clients, which is the most: revoke one first.`;
      return refuse("too_many", most);
    }
    const clientId = context.newId();
    const { username: createdBy } = context.actor;
    await tx.oAuthClient.create({ data: { id: clientId, ...input, createdBy, createdAt: context.now() } });
    return done(await addSecret(context, inside, clientId));
  });
}

/** Says how long the access tokens live that a client gets from now on. Refusals: `not_found`. */
export async function setTokenLifetime(
  context: CommandContext,
  { clientId, tokenLifetimeSeconds }: { readonly clientId: string; readonly tokenLifetimeSeconds: number },
): Promise<Outcome<null>> {
  const { count } = await context.db.oAuthClient.updateMany({
    where: ownClient(context, clientId),
    data: { tokenLifetimeSeconds },
  });
  return count === 0 ? clientGone : done(null);
}

/**
 * Gives a client another secret; the one at hand still gets tokens for the overlap, and what it got lives on. Without an
 * overlap it is revoked, and its tokens with it. Refusals: `not_found`, `too_many`.
 */
export async function rotateSecret(
  context: CommandContext,
  { clientId, overlapMs }: { readonly clientId: string; readonly overlapMs: number },
): Promise<Outcome<NewSecret>> {
  return change(context.db, async (inside) => {
    const { tx } = inside;
    if ((await tx.oAuthClient.count({ where: ownClient(context, clientId) })) === 0) return clientGone;
    const now = context.now();
    await forgetOutlived(inside, clientId, now);
    const isLive = { clientId, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
    if ((await tx.oAuthClientSecret.count({ where: isLive })) >= MAX_SECRETS && overlapMs > 0) {
      return refuse("too_many", "Both secrets of this client are in force: revoke one of them first.");
    }
    if (overlapMs === 0) await tx.oAuthClientSecret.deleteMany({ where: isLive });
    else {
      const expiresAt = new Date(now.getTime() + overlapMs);
      await tx.oAuthClientSecret.updateMany({ where: { clientId, expiresAt: null }, data: { expiresAt } });
    }
    return done(await addSecret(context, inside, clientId));
  });
}

/** Revokes a secret for good, and the tokens that were got with it. Refusals: `not_found`. */
export async function revokeSecret(
  context: CommandContext,
  { clientId, secretId }: { readonly clientId: string; readonly secretId: string },
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const { count } = await inside.tx.oAuthClientSecret.deleteMany({
      where: { id: secretId, clientId, client: ownClient(context, clientId) },
    });
    if (count === 0) return refuse("not_found", "This secret does not exist.");
    await publishClient(inside, clientId);
    return done(null);
  });
}

/** Revokes a client for good, with its secrets and tokens: open connections are closed with 4401. Refusals: `not_found`. */
export async function revokeClient(
  context: CommandContext,
  { clientId }: { readonly clientId: string },
): Promise<Outcome<null>> {
  return change(context.db, async ({ tx, publish }) => {
    const { count } = await tx.oAuthClient.updateMany({
      where: ownClient(context, clientId),
      data: { revokedAt: context.now() },
    });
    if (count === 0) return clientGone;
    await tx.oAuthClientSecret.deleteMany({ where: { clientId } });
    await publish({ kind: "credential", id: clientId, record: null });
    return done(null);
  });
}

function ownClient(context: CommandContext, clientId: string) {
  return { id: clientId, revokedAt: null, application: whereMine(context.actor.id) };
}

/** Secrets that have expired so long ago that no token of theirs can be alive. */
async function forgetOutlived({ tx }: Change, clientId: string, now: Date): Promise<void> {
  const outlived = new Date(now.getTime() - 2_000 * MAX_TOKEN_LIFETIME_S);
  await tx.oAuthClientSecret.deleteMany({ where: { clientId, expiresAt: { lt: outlived } } });
}

async function addSecret(context: CommandContext, inside: Change, clientId: string): Promise<NewSecret> {
  const secret = formatKey("slc", randomBytes(32));
  const secretId = context.newId();
  await inside.tx.oAuthClientSecret.create({
    data: {
      id: secretId,
      clientId,
      hash: createHash("sha256").update(secret).digest("hex"),
      prefix: secret.slice(0, SHOWN_PREFIX),
      createdAt: context.now(),
    },
  });
  return { clientId, secretId, secret, routingRevision: await publishClient(inside, clientId) };
}

/** Tells the gateways of a client as it is stored. */
async function publishClient({ tx, publish }: Change, id: string): Promise<number> {
  const row = await tx.oAuthClient.findUniqueOrThrow({
    where: { id },
    select: { applicationId: true, environment: true, secrets: { select: { id: true } } },
  });
  return publish({
    kind: "credential",
    id,
    record: {
      id,
      kind: "oauth_client",
      applicationId: row.applicationId,
      environment: row.environment === "sandbox" ? "sandbox" : "production",
      secretIds: row.secrets.map((secret) => secret.id),
    },
  });
}
