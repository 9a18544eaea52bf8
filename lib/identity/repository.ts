// Reads of people and their roles, and which accounts still have the demo password.
import { verifyPassword } from "better-auth/crypto";
import type { DbReader } from "#lib/db/db.ts";
import { type DemoPasswordHolder, demoAccounts, demoPassword } from "./demo-accounts.ts";
import { firstAdminUsername } from "./first-admin.ts";
import { isRole, type Person } from "./role.ts";

/** A person by user id, or null where the account is gone. */
export async function findPersonById(db: DbReader, userId: string): Promise<Person | null> {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: { id: true, name: true, username: true, email: true, roles: { select: { role: true } } },
  });
  if (!user) return null;
  const roles = user.roles.map(({ role }) => role).filter(isRole);
  return { id: user.id, username: user.username ?? user.email, name: user.name, roles };
}

/** How many of the oldest accounts are checked whatever they are called: those of the demo are a database's first. */
const mostOldestChecked = 16;
/** Node's pool has four threads for hashes. */
const checkedAtOnce = 4;

const holderColumns = {
  id: true,
  username: true,
  email: true,
  roles: { select: { role: true } },
  accounts: { where: { providerId: "credential" }, select: { password: true } },
} as const;

/**
 * The accounts that the demo password opens, by the auth library's own check of the stored hashes. Bounded, for it runs at
 * every start: those with the name or e-mail address of a demo account, and the sixteen oldest, in case one was renamed: at most
 * 24 hashes, four at a time.
 */
export async function listDemoPasswordHolders(db: DbReader): Promise<DemoPasswordHolder[]> {
  const isDemo = [
    { username: { in: demoAccounts.map(({ username }) => username) } },
    { email: { in: demoAccounts.map(({ email }) => email) } },
  ];
  const [demo, oldest] = await Promise.all([
    db.user.findMany({ where: { OR: isDemo }, select: holderColumns }),
    db.user.findMany({ select: holderColumns, orderBy: { createdAt: "asc" }, take: mostOldestChecked }),
  ]);
  const candidates = [...new Map([...demo, ...oldest].map((user) => [user.id, user])).values()];
  const holders: DemoPasswordHolder[] = [];
  for (let start = 0; start < candidates.length; start += checkedAtOnce) {
    const batch = candidates.slice(start, start + checkedAtOnce);
    const opened = await Promise.all(batch.map(({ accounts }) => opens(accounts, demoPassword)));
    for (const [index, { id, username, email, roles }] of batch.entries()) {
      if (!opened[index]) continue;
      const isAdmin = roles.some(({ role }) => role === "admin");
      holders.push({ id, username: username ?? email, email, isAdmin });
    }
  }
  return holders.sort((one, other) => one.username.localeCompare(other.username));
}

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
