// Writes of API keys. A key is returned once; only its hash is stored and sent to the gateways. What it may be used for is
// the application's; from where, its owner chooses, and may choose otherwise while it is in force.
import { createHash, randomBytes } from "node:crypto";
import { designSchema } from "#lib/apis/design.ts";
import { applicationGone } from "#lib/applications/commands.ts";
import { whereMine } from "#lib/applications/whose.ts";
import { type Change, change } from "#lib/feed/change.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { getKeyScopes, listObtainable, listObtainableOfApi } from "#lib/scopes/repository.ts";
import { heldScopesSchema } from "#lib/scopes/scope.ts";
import { listOwnSubscriptionsTo, refuseUnapproved } from "#lib/subscriptions/repository.ts";
import { firstUsable } from "#lib/subscriptions/usable.ts";
import { formatKey } from "../key-text.ts";
import {
  type ChangeKey,
  type CreateKey,
  type CreateTryKey,
  keyRestrictionsSchema,
  MAX_KEYS,
  SHOWN_PREFIX,
} from "./api-key.ts";

/** Of a key that is gone, and of somebody else's alike. */
const keyGone = refuse("not_found", "This key does not exist.");
const keyOver = refuse("revoked", "This key is no longer in force: make a new one.");
const DAY_MS = 24 * 3_600_000;

/** The key itself, this once. A gateway that serves the routing revision knows it. */
export type NewKey = { readonly keyId: string; readonly key: string; readonly routingRevision: number };

/**
 * Makes a key of an application of the person who acts; it opens nothing until a subscription is active. Refusals: `not_found`,
 * `pending`, `too_many`, `scope_refused`.
 */
export async function createKey(context: CommandContext, input: CreateKey): Promise<Outcome<NewKey>> {
  return change(context.db, (inside) => insertKey(context, inside, input));
}

/** The same inside a transaction that is already open. */
export async function insertKey(
  context: CommandContext,
  inside: Change,
  input: CreateKey,
): Promise<Outcome<NewKey>> {
  const { applicationId, lifetimeDays } = input;
  if (!(await isMine(context, inside, applicationId))) return applicationGone;
  const unapproved = await refuseUnapproved(inside.tx, applicationId);
  if (unapproved) return unapproved;
  const full = await refuseFull(inside, applicationId, context.now());
  if (full) return full;
  const unobtainable = await refuseScopes(inside, applicationId, input.scopes);
  if (unobtainable) return unobtainable;
  const expiresAt = lifetimeDays === null ? null : new Date(context.now().getTime() + lifetimeDays * DAY_MS);
  return done(await writeKey(context, inside, { ...input, expiresAt }));
}

async function isMine(context: CommandContext, { tx }: Change, applicationId: string): Promise<boolean> {
  const where = { id: applicationId, ...whereMine(context.actor.id) };
  return (await tx.application.count({ where })) > 0;
}

/** How long a key for trying an API is valid. */
const TRY_LIFETIME_MS = 3_600_000;
const TRY_NAME = "Try it";
/** Those of one application that are in force at a time. */
const MOST_TRY_KEYS = 5;

/**
 * A key of an hour, to try an API in the browser or in code: of the application that is named, else of the first of the
 * person who acts, whose subscription to the API is active and not blocked for the environment. It has every scope of the
 * API that the application's owner may obtain. Those made before for the same that have ended are forgotten.
 * Refusals: `not_found`, those of `firstUsable`, `no_sandbox`.
 */
export async function createTryKey(
  context: CommandContext,
  { apiId, environment, applicationId: named }: CreateTryKey,
): Promise<Outcome<NewKey & { readonly expiresAt: Date }>> {
  return change(context.db, async (inside) => {
    const personId = context.actor.id;
    if (named !== undefined && !(await isMine(context, inside, named))) return applicationGone;
    const query = { apiId, personId, applicationId: named };
    const usable = firstUsable(await listOwnSubscriptionsTo(inside.tx, query), environment);
    if (!usable.ok) return usable;
    if (environment === "sandbox" && !(await hasLiveSandbox(inside, apiId))) {
      return refuse("no_sandbox", "This API has no sandbox: try it in production.");
    }
    const { applicationId } = usable.value;
    const now = context.now();
    await forgetTryKeys(inside, applicationId, now);
    const expiresAt = new Date(now.getTime() + TRY_LIFETIME_MS);
    const restrictions = keyRestrictionsSchema.parse({});
    const made = await writeKey(context, inside, {
      applicationId,
      name: TRY_NAME,
      environment,
      restrictions,
      scopes: await listObtainableOfApi(inside.tx, { applicationId, apiId }),
      expiresAt,
      isTry: true,
    });
    return done({ ...made, expiresAt });
  });
}

/** Whether a revision that is live has a sandbox endpoint: the draft's is of no use yet. */
async function hasLiveSandbox({ tx }: Change, apiId: string): Promise<boolean> {
  const live = await tx.deployment.findMany({
    where: { apiId },
    select: { revision: { select: { snapshot: true } } },
  });
  return live.some(
    ({ revision }) => designSchema.parse(JSON.parse(revision.snapshot)).sandboxEndpoint !== "",
  );
}

/** Those that have ended, and of the others all but the newest: other tabs may use them. */
async function forgetTryKeys({ tx, publish }: Change, applicationId: string, now: Date): Promise<void> {
  const known = await tx.credential.findMany({
    where: { applicationId, isTry: true },
    orderBy: { createdAt: "desc" },
    select: { id: true, expiresAt: true },
  });
  const going = known.filter(
    ({ expiresAt }, index) => index >= MOST_TRY_KEYS || (expiresAt && expiresAt < now),
  );
  for (const { id } of going) await publish({ kind: "credential", id, record: null });
  await tx.credential.deleteMany({ where: { id: { in: going.map(({ id }) => id) } } });
}

/** A key in the place of another, and the scopes of that one that it has not: its owner may not obtain them any more. */
export type RotatedKey = NewKey & { readonly droppedScopes: readonly string[] };

/**
 * Makes a key in the place of another, with its name, environment, restrictions and lifetime, and its scopes as far as the
 * application's owner may obtain them now; the old one goes on for the overlap, and not beyond its own end. Refusals:
 * `not_found`, `revoked`, `too_many`.
 */
export async function rotateKey(
  context: CommandContext,
  { keyId, overlapMs }: { readonly keyId: string; readonly overlapMs: number },
): Promise<Outcome<RotatedKey>> {
  return change(context.db, async (inside) => {
    const old = await findOwnKey(context, inside, keyId);
    if (!old?.applicationId) return keyGone;
    const now = context.now();
    if (isOver(old, now) || old.replacedById !== null) return keyOver;
    const full = overlapMs > 0 ? await refuseFull(inside, old.applicationId, now) : null;
    if (full) return full;
    const held = heldScopesSchema.parse(JSON.parse(old.scopes));
    // Never refused for them: a key that has leaked has to be replaced whatever became of its scopes.
    const { inEffect, masked } = await getKeyScopes(inside.tx, old.applicationId, held);
    const lifetimeMs = old.expiresAt && old.expiresAt.getTime() - old.createdAt.getTime();
    const made = await writeKey(context, inside, {
      applicationId: old.applicationId,
      name: old.name,
      environment: old.environment === "sandbox" ? "sandbox" : "production",
      restrictions: keyRestrictionsSchema.parse(JSON.parse(old.restrictions)),
      scopes: inEffect,
      expiresAt: lifetimeMs === null ? null : new Date(now.getTime() + lifetimeMs),
    });
    const overlapEnds = new Date(now.getTime() + overlapMs);
    const ends = old.expiresAt && old.expiresAt < overlapEnds ? old.expiresAt : overlapEnds;
    await inside.tx.credential.update({
      where: { id: keyId },
      data: { replacedById: made.keyId, expiresAt: ends, ...(overlapMs === 0 ? { revokedAt: now } : {}) },
    });
    if (overlapMs === 0) await inside.publish({ kind: "credential", id: keyId, record: null });
    else await publishKey(inside, keyId);
    return done({ ...made, droppedScopes: masked.map((scope) => scope.name) });
  });
}

/**
 * Changes what a key in force is called and from where it may be used, and nothing else of it; one that was replaced is in
 * force until it ends. Open connections from elsewhere are closed with 4403. Refusals: `not_found`, `revoked`.
 */
export async function changeKey(
  context: CommandContext,
  { keyId, name, restrictions }: ChangeKey,
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const key = await findOwnKey(context, inside, keyId);
    if (!key) return keyGone;
    if (isOver(key, context.now())) return keyOver;
    const data = { name, restrictions: JSON.stringify(restrictions) };
    await inside.tx.credential.update({ where: { id: keyId }, data });
    await publishKey(inside, keyId);
    return done(null);
  });
}

type Ends = { readonly revokedAt: Date | null; readonly expiresAt: Date | null };

function isOver({ revokedAt, expiresAt }: Ends, now: Date): boolean {
  return revokedAt !== null || (expiresAt !== null && expiresAt <= now);
}

/** Revokes a key for good: open connections are closed with 4401. Refusals: `not_found`. */
export async function revokeKey(
  context: CommandContext,
  { keyId }: { readonly keyId: string },
): Promise<Outcome<null>> {
  return change(context.db, async (inside) => {
    const key = await findOwnKey(context, inside, keyId);
    if (!key) return keyGone;
    if (key.revokedAt !== null) return done(null);
    await inside.tx.credential.update({ where: { id: keyId }, data: { revokedAt: context.now() } });
    await inside.publish({ kind: "credential", id: keyId, record: null });
    return done(null);
  });
}

/** Why an application may have no further key; null where it may. */
async function refuseFull({ tx }: Change, applicationId: string, now: Date): Promise<Refusal | null> {
  const inForce = await tx.credential.count({
    where: {
      applicationId,
      isTry: false,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
  });
  if (inForce < MAX_KEYS) return null;
  return refuse("too_many", `This application has ${MAX_KEYS} keys, which is the most: revoke one first.`);
}

/** Why a key of an application may not have these scopes; null where it may. */
async function refuseScopes(
  { tx }: Change,
  applicationId: string,
  scopes: readonly string[],
): Promise<Refusal | null> {
  const obtainable = await listObtainable(tx, applicationId, scopes);
  const refused = scopes.filter((scope) => !obtainable.includes(scope));
  if (refused.length === 0) return null;
  const message = `The owner of this application may not obtain ${refused.join(", ")}: make a key without, or ask whoever runs the API.`;
  return refuse("scope_refused", message, "scopes");
}

function findOwnKey(context: CommandContext, { tx }: Change, keyId: string) {
  return tx.credential.findFirst({
    where: { id: keyId, kind: "api_key", application: whereMine(context.actor.id) },
  });
}

type KeyToWrite = Omit<CreateKey, "lifetimeDays" | "scopes"> & {
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  /** For trying an API in the browser. */
  readonly isTry?: boolean;
};

async function writeKey(context: CommandContext, inside: Change, toWrite: KeyToWrite): Promise<NewKey> {
  const { applicationId, name, environment, restrictions, scopes, expiresAt, isTry = false } = toWrite;
  const key = formatKey("slk", randomBytes(32));
  const keyId = context.newId();
  await inside.tx.credential.create({
    data: {
      id: keyId,
      applicationId,
      kind: "api_key",
      name,
      hash: createHash("sha256").update(key).digest("hex"),
      prefix: key.slice(0, SHOWN_PREFIX),
      environment,
      restrictions: JSON.stringify(restrictions),
      scopes: JSON.stringify([...new Set(scopes)]),
      createdBy: context.actor.username,
      createdAt: context.now(),
      expiresAt,
      isTry,
    },
  });
  return { keyId, key, routingRevision: await publishKey(inside, keyId) };
}

/** Tells the gateways of a key as it is stored, with those of its scopes that are in effect. */
async function publishKey({ tx, publish }: Change, id: string): Promise<number> {
  const row = await tx.credential.findUniqueOrThrow({ where: { id } });
  const applicationId = row.applicationId ?? "";
  const made = heldScopesSchema.parse(JSON.parse(row.scopes));
  const { inEffect } = await getKeyScopes(tx, applicationId, made);
  return publish({
    kind: "credential",
    id,
    record: {
      id,
      kind: "api_key",
      hash: row.hash,
      applicationId,
      environment: row.environment === "sandbox" ? "sandbox" : "production",
      expiresAtMs: row.expiresAt?.getTime() ?? null,
      ...keyRestrictionsSchema.parse(JSON.parse(row.restrictions)),
      scopes: [...inEffect],
    },
  });
}
