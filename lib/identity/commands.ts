// Writes of accounts. Passwords are hashed by the auth library, with its own parameters.
import { hashPassword } from "better-auth/crypto";
import type { Db } from "#lib/db/db.ts";
import type { NewAccount } from "./account.ts";

/** Creates an account unless the username is taken; true where it did. */
export async function ensureAccount(
  db: Db,
  account: NewAccount,
  circumstances: { readonly now: Date; readonly newId: () => string },
): Promise<boolean> {
  const username = account.username.toLowerCase();
  const taken = await db.user.count({ where: { OR: [{ username }, { email: account.email }] } });
  if (taken > 0) return false;
  const id = circumstances.newId();
  const { now } = circumstances;
  const password = await hashPassword(account.password);
  await db.user.create({
    data: {
      id,
      name: account.name,
      email: account.email,
      emailVerified: true,
      username,
      displayUsername: account.username,
      createdAt: now,
      updatedAt: now,
      roles: { create: account.roles.map((role) => ({ role })) },
      accounts: {
        create: {
          id: circumstances.newId(),
          accountId: id,
          providerId: "credential",
          password,
          createdAt: now,
          updatedAt: now,
        },
      },
    },
  });
  return true;
}
