// Rows every installation starts with: the routing state, the first gateway environment, the first plans, in production
// the first admin.
import { randomUUID } from "node:crypto";
import type { Db } from "#lib/db/db.ts";
import { ensureAccount, ensureAdmin } from "#lib/identity/commands.ts";
import { demoAccounts } from "#lib/identity/demo-accounts.ts";
import { readFirstAdmin } from "#lib/identity/first-admin.ts";
import { findAdminTarget, listAdmins } from "#lib/identity/repository.ts";
import type { Settings } from "#lib/kernel/settings.ts";
import { ensureSeededPlans } from "#lib/plans/commands.ts";

const circumstances = () => ({ now: new Date(), newId: randomUUID });

/** All of them. Idempotent: plans that an admin has deleted stay deleted. */
export async function ensureBaseRows(db: Db): Promise<void> {
  await ensureFeedRows(db);
  await ensureSeededPlans(db, new Date());
}

/** What the feed to the gateways needs. Idempotent. */
export async function ensureFeedRows(db: Db): Promise<void> {
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

/**
 * The first admin of a production installation, from ADMIN_EMAIL and ADMIN_PASSWORD. Says what it did, or why it changed
 * nothing: once there is an admin, a variable that was left in the environment must not undo a later password.
 */
export async function ensureFirstAdmin(db: Db, settings: Settings): Promise<string | null> {
  const wanted = readFirstAdmin(settings);
  const admins = await listAdmins(db);
  if (!wanted) {
    return admins.length > 0
      ? null
      : "There is no admin yet: set ADMIN_EMAIL and ADMIN_PASSWORD and run this again.";
  }
  const isAsWanted = (await findAdminTarget(db, wanted))?.isAsWanted ?? false;
  if (admins.length === 0 || isAsWanted) return ensureAdmin(db, wanted, circumstances());
  const names = admins.map(({ username, email }) => `${username} (${email})`).join(", ");
  return [
    `ADMIN_EMAIL and ADMIN_PASSWORD were not applied: there is an admin already, ${names}, with another address or password.`,
    "`npm run accounts -- secure` applies them to the account of that address, else to the one named admin.",
  ].join("\n");
}

/** The demo accounts of evaluation mode. */
export async function ensureDemoAccounts(db: Db): Promise<void> {
  for (const account of demoAccounts) await ensureAccount(db, account, circumstances());
}
