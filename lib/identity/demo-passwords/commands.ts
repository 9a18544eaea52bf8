// Which accounts the demo password opens. A hash takes the processor tens of milliseconds, so each is checked once: what was
// found to be another password is noted beside it, by a digest.
import { createHash } from "node:crypto";
import { verifyPassword } from "better-auth/crypto";
import type { Db } from "#lib/db/db.ts";
import { type DemoPasswordHolder, demoPassword } from "../demo-accounts.ts";

/** Node's pool has four threads for hashes. */
const checkedAtOnce = 4;
const digestOf = (hash: string): string => createHash("sha256").update(hash).digest("hex");

type Credential = { readonly id: string; readonly userId: string; readonly password: string };

/**
 * Looks at every account, however it is called by now, by the auth library's own check of the stored hashes. The first time
 * takes about 20 ms an account, later times only what is new.
 */
export async function findDemoPasswordHolders(db: Db): Promise<DemoPasswordHolder[]> {
  const unchecked = await listUnchecked(db);
  const holderIds = new Set<string>();
  for (let start = 0; start < unchecked.length; start += checkedAtOnce) {
    const batch = unchecked.slice(start, start + checkedAtOnce);
    const found = await Promise.all(batch.map(({ password }) => isDemoPassword(password)));
    for (const [index, { id, userId, password }] of batch.entries()) {
      if (found[index]) holderIds.add(userId);
      else
        await db.account.updateMany({
          where: { id, password },
          data: { checkedPassword: digestOf(password) },
        });
    }
  }
  return describeHolders(db, [...holderIds]);
}

async function listUnchecked(db: Db): Promise<Credential[]> {
  const accounts = await db.account.findMany({
    where: { providerId: "credential", password: { not: null } },
    select: { id: true, userId: true, password: true, checkedPassword: true },
    orderBy: { createdAt: "asc" },
  });
  return accounts.flatMap(({ id, userId, password, checkedPassword }) =>
    password === null || checkedPassword === digestOf(password) ? [] : { id, userId, password },
  );
}

/** A hash that the library cannot read is opened by no password. */
function isDemoPassword(hash: string): Promise<boolean> {
  return verifyPassword({ hash, password: demoPassword }).catch(() => false);
}

async function describeHolders(db: Db, ids: readonly string[]): Promise<DemoPasswordHolder[]> {
  const users = await db.user.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, username: true, email: true, roles: { select: { role: true } } },
  });
  const holders = users.map(({ id, username, email, roles }) => {
    return { id, username: username ?? email, email, isAdmin: roles.some(({ role }) => role === "admin") };
  });
  return holders.sort((one, other) => one.username.localeCompare(other.username));
}
