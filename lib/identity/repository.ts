// Reads of people and their roles.
import type { DbReader } from "#lib/db/db.ts";
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

/** How many accounts there are. */
export async function countPeople(db: DbReader): Promise<number> {
  return db.user.count();
}
