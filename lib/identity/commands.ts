// Writes of accounts. Passwords are hashed by the auth library, with its own parameters.
import { hashPassword } from "better-auth/crypto";
import type { Db, DbReader } from "#lib/db/db.ts";
import { isUniqueViolation } from "#lib/db/failure.ts";
import type { Change } from "#lib/feed/change.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import type { NewAccount } from "./account.ts";
import { type FirstAdmin, firstAdminUsername } from "./first-admin.ts";
import type { Registration } from "./registration.ts";
import { findAdminTarget } from "./repository.ts";

export type Circumstances = { readonly now: Date; readonly newId: () => string };

/** Creates an account unless the username is taken; true where it did. */
export async function ensureAccount(
  db: DbReader,
  account: NewAccount,
  circumstances: Circumstances,
): Promise<boolean> {
  const username = account.username.toLowerCase();
  const email = account.email.toLowerCase(); // as the auth library looks it up
  const taken = await db.user.count({ where: { OR: [{ username }, { email }] } });
  if (taken > 0) return false;
  const id = circumstances.newId();
  const { now } = circumstances;
  const password = await hashPassword(account.password);
  await db.user.create({
    data: {
      id,
      name: account.name,
      email,
      emailVerified: true,
      username,
      displayUsername: account.username,
      createdAt: now,
      updatedAt: now,
      roles: { create: account.roles.map((role) => ({ role })) },
      accounts: { create: credential(circumstances, id, password) },
    },
  });
  return true;
}

const accountTaken = refuse(
  "taken",
  "This username or e-mail address has an account already: sign in, or choose another.",
);

/** Makes an account for somebody who asks for one: a subscriber. Refusals: `taken`. */
export async function register(
  db: Db,
  { name, username, email, password }: Registration,
  circumstances: Circumstances,
): Promise<Outcome<null>> {
  const account = { name, username, email, password, roles: ["subscriber"] as const };
  try {
    return (await ensureAccount(db, account, circumstances)) ? done(null) : accountTaken;
  } catch (error) {
    // Two who ask for the same at the same moment.
    if (isUniqueViolation(error)) return accountTaken;
    throw error;
  }
}

/** Takes what opens the gateways for these people off the feed, before it goes with them. */
export async function withdrawCredentials(
  { tx, publish }: Change,
  userIds: readonly string[],
): Promise<void> {
  const ofThem = { application: { ownerId: { in: [...userIds] } } };
  const applications = await tx.application.findMany({
    where: { ownerId: { in: [...userIds] } },
    select: { id: true },
  });
  const keys = await tx.credential.findMany({ where: ofThem, select: { id: true } });
  const clients = await tx.oAuthClient.findMany({ where: ofThem, select: { id: true } });
  for (const { id } of [...keys, ...clients]) await publish({ kind: "credential", id, record: null });
  for (const { id } of applications) await publish({ kind: "application", id, record: null });
}

/** Takes what stands for their applications at issuers off the feed: another application may be the next to go by it. */
export async function withdrawIdentities({ tx, publish }: Change, userIds: readonly string[]): Promise<void> {
  const where = { application: { ownerId: { in: [...userIds] } } };
  const identities = await tx.issuerIdentity.findMany({ where, select: { id: true } });
  for (const { id } of identities) await publish({ kind: "credential", id, record: null });
}

function credential({ now, newId }: Circumstances, accountId: string, password: string) {
  return {
    id: newId(),
    accountId,
    providerId: "credential",
    password,
    createdAt: now,
    updatedAt: now,
  };
}

/** Another password for an account, which ends its sessions. */
export async function setPassword(
  db: DbReader,
  userId: string,
  hash: string,
  circumstances: Circumstances,
): Promise<void> {
  await db.account.deleteMany({ where: { userId, providerId: "credential" } });
  await db.account.create({ data: { ...credential(circumstances, userId, hash), userId } });
  await db.session.deleteMany({ where: { userId } });
}

/**
 * Makes the admin that the settings ask for, or gives the account of that address, else the one named admin, this address,
 * this password and the role. Returns what it did, in a sentence.
 */
export async function ensureAdmin(
  db: DbReader,
  wanted: FirstAdmin,
  circumstances: Circumstances,
): Promise<string> {
  const { email, password } = wanted;
  const target = await findAdminTarget(db, wanted);
  if (!target) {
    const admin = { name: "Administrator", email, password, roles: ["admin"] } as const;
    await ensureAccount(db, { ...admin, username: firstAdminUsername }, circumstances);
    return `Created the admin account: username ${firstAdminUsername}, e-mail ${email}.`;
  }
  if (target.isAsWanted)
    return `The admin account ${target.username} is as ADMIN_EMAIL and ADMIN_PASSWORD say.`;
  await db.user.update({
    where: { id: target.id },
    data: {
      email,
      roles: {
        connectOrCreate: {
          where: { userId_role: { userId: target.id, role: "admin" } },
          create: { role: "admin" },
        },
      },
    },
  });
  await setPassword(db, target.id, await hashPassword(password), circumstances);
  return `The admin account ${target.username} has the e-mail address ${email} and ADMIN_PASSWORD for its password; its sessions have ended.`;
}
