// Reads of people and their roles.
import { verifyPassword } from "better-auth/crypto";
import { z } from "zod";
import type { DbReader } from "#lib/db/db.ts";
import { firstAdminUsername } from "./first-admin.ts";
import { isRole, type Person, type Profile } from "./role.ts";

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

/** The same with the e-mail address. */
export async function findProfile(db: DbReader, userId: string): Promise<Profile | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: personColumns });
  return user && profileOf(user);
}

/** Most people of a list. */
const MAX_LISTED = 60;

/**
 * Whose name, username or e-mail address has this text in it, in any case, by username; all for an empty one. Letters beyond
 * ASCII are told apart by case on SQLite.
 */
export async function listPeople(
  db: DbReader,
  text: string,
): Promise<{ readonly people: readonly Profile[]; readonly hasMore: boolean }> {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  // Prisma has one way to search in any case for PostgreSQL and none for SQLite.
  const rows: unknown = await db.$queryRaw`
    SELECT "id" FROM "User"
    WHERE lower("name") LIKE lower(${pattern}) ESCAPE '\\'
      OR lower("username") LIKE lower(${pattern}) ESCAPE '\\'
      OR lower("email") LIKE lower(${pattern}) ESCAPE '\\'
    ORDER BY coalesce("username", "email") LIMIT ${MAX_LISTED + 1}`;
  const ids = foundSchema.parse(rows).map(({ id }) => id);
  const users = await db.user.findMany({
    where: { id: { in: ids.slice(0, MAX_LISTED) } },
    select: personColumns,
  });
  const byId = new Map(users.map((user) => [user.id, profileOf(user)]));
  return {
    people: ids.flatMap((id) => byId.get(id) ?? []),
    hasMore: ids.length > MAX_LISTED,
  };
}

const foundSchema = z.array(z.object({ id: z.string() }));

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

function profileOf(row: PersonRow): Profile {
  return { ...personOf(row), email: row.email };
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
