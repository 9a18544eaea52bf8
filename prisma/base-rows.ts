// Rows every installation starts with: the routing state, the first gateway environment, in production the first admin.
import { randomUUID } from "node:crypto";
import type { Db } from "#lib/db/db.ts";
import { ensureAccount } from "#lib/identity/commands.ts";
import { demoAccounts } from "#lib/identity/demo-accounts.ts";
import { countPeople } from "#lib/identity/repository.ts";
import type { Settings } from "#lib/kernel/settings.ts";

const circumstances = () => ({ now: new Date(), newId: randomUUID });

/** Idempotent. */
export async function ensureBaseRows(db: Db): Promise<void> {
  await db.routingState.upsert({ where: { id: 1 }, create: { id: 1 }, update: {} });
  await db.environment.upsert({
    where: { id: "default" },
    create: {
      id: "default",
      name: "default",
      displayName: "Default",
      description: "The gateway that comes with Sluice",
    },
    update: {},
  });
}

/** The first admin of a production installation, once, from ADMIN_EMAIL and ADMIN_PASSWORD. Returns what it did. */
export async function ensureFirstAdmin(db: Db, settings: Settings): Promise<string | null> {
  if ((await countPeople(db)) > 0) return null;
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = settings;
  if (!email || !password)
    return "No account exists yet: set ADMIN_EMAIL and ADMIN_PASSWORD and run this again.";
  if (password.length < 12) throw new Error("ADMIN_PASSWORD needs at least 12 characters");
  const account = { username: "admin", name: "Administrator", email, password, roles: ["admin"] as const };
  await ensureAccount(db, account, circumstances());
  return `Created the first admin account: username admin, e-mail ${email}.`;
}

/** The demo accounts of evaluation mode. */
export async function ensureDemoAccounts(db: Db): Promise<void> {
  for (const account of demoAccounts) await ensureAccount(db, account, circumstances());
}
