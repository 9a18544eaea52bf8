// Reads of people and their roles.
import { verifyPassword } from "better-auth/crypto";
import type { DbReader } from "#lib/db/db.ts";
import { firstAdminUsername } from "./first-admin.ts";
import { isRole, type Person } from "./role.ts";

const personColumns = {
  id: true,
  name: true,
  username: true,
  email: true,
  roles: { select: { role: true } },
} as const;

/** A person by user id, or null where the account is gone. */
export async function findPersonById(db: DbReader, userId: string): Promise<Person | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: personColumns });
  return user && personOf(user);
}

/** A person by username, in any case, or by e-mail address where the account has none; null where there is nobody. */
export async function findPersonByName(db: DbReader, name: string): Promise<Person | null> {
  const key = name.toLowerCase();
  const user = await db.user.findFirst({
    where: { OR: [{ username: key }, { username: null, email: key }] },
    select: personColumns,
  });
  return user && personOf(user);
}

type PersonRow = Pick<Person, "id" | "name"> & {
  readonly username: string | null;
  readonly email: string;
  readonly roles: readonly { readonly role: string }[];
};

function personOf({ id, username, email, name, roles }: PersonRow): Person {
  return { id, username: username ?? email, name, roles: roles.map(({ role }) => role).filter(isRole) };
}

const holderColumns = {
  id: true,
  username: true,
  email: true,
  roles: { select: { role: true } },
  accounts: { where: { providerId: "credential" }, select: { password: true } },
} as const;

/** Whether a password opens one of these credentials; a hash that the library cannot read is opened by none. */
async function opens(
  accounts: readonly { readonly password: string | null }[],
  password: string,
): Promise<boolean> {
  for (const { password: hash } of accounts) {
    if (hash && (await verifyPassword({ hash, password }).catch(() => false))) return true;
  }
  return false;
}

/** Whether it is the password of this account. */
export async function isPasswordOf(db: DbReader, userId: string, password: string): Promise<boolean> {
  const accounts = await db.account.findMany({
    where: { userId, providerId: "credential" },
    select: { password: true },
  });
  return opens(accounts, password);
}

/** The e-mail address of an account; null where it is gone. */
export async function findEmail(db: DbReader, userId: string): Promise<string | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { email: true } });
  return user?.email ?? null;
}

export type AdminAccount = { readonly id: string; readonly username: string; readonly email: string };

/** Who is admin, oldest first. */
export async function listAdmins(db: DbReader): Promise<AdminAccount[]> {
  const users = await db.user.findMany({
    where: { roles: { some: { role: "admin" } } },
    select: { id: true, username: true, email: true },
    orderBy: { createdAt: "asc" },
  });
  return users.map(({ id, username, email }) => ({ id, username: username ?? email, email }));
}

/** The account that ADMIN_EMAIL and ADMIN_PASSWORD speak of: with that address, else the one named admin; or null. */
export async function findAdminTarget(
  db: DbReader,
  wanted: { readonly email: string; readonly password: string },
): Promise<(AdminAccount & { readonly isAsWanted: boolean }) | null> {
  const users = await db.user.findMany({
    where: { OR: [{ email: wanted.email }, { username: firstAdminUsername }] },
    select: holderColumns,
  });
  const user = users.find(({ email }) => email === wanted.email) ?? users[0];
  if (!user) return null;
  const isAsWanted =
    user.email === wanted.email &&
    user.roles.some(({ role }) => role === "admin") &&
    (await opens(user.accounts, wanted.password));
  return { id: user.id, username: user.username ?? user.email, email: user.email, isAsWanted };
}
