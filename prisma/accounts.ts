// `npm run accounts`: `secure` takes the demo password out of a database that goes into production, and sets the admin;
// `roles` shows or sets what a person may do; `erase` erases one.
import { randomBytes, randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { openDb } from "#lib/db/db.ts";
import { eraseAccount } from "#lib/erasure/commands.ts";
import { secureAccounts } from "#lib/erasure/demo-accounts/commands.ts";
import { readFirstAdmin } from "#lib/identity/first-admin.ts";
import { findPersonByName } from "#lib/identity/repository.ts";
import { isRole, type Role, roles } from "#lib/identity/role.ts";
import { inOrder } from "#lib/identity/role-change.ts";
import type { Refusal } from "#lib/kernel/outcome.ts";
import { parseSettings } from "#lib/kernel/settings.ts";
import { setRolesOfUsername } from "#lib/role-assignment/commands.ts";

const usage = [
  "npm run accounts -- secure [--to=USERNAME]",
  "  Removes the demo accounts, gives every other account that has the demo password a new one (shown once), and ends",
  "  their sessions. Makes the admin that ADMIN_EMAIL and ADMIN_PASSWORD say, or sets that account's password. What the demo",
  "  accounts own in a team goes to another owner of it, and a team with applications that they alone own to the other account.",
  "npm run accounts -- roles USERNAME [ROLE...]",
  `  Shows the roles of an account. With roles (${roles.join(", ")}), gives it exactly these; with "none", no role.`,
  "  That counts at once, and the only admin stays one. Keys and access tokens keep the scopes they have.",
  "npm run accounts -- erase USERNAME [--to=USERNAME]",
  '  Erases an account: it can no longer sign in, its sessions end, and histories say "a former member". Applications of a',
  "  team go to another owner of the team. Others go to the other account with their keys, as do teams with applications",
  "  that nobody else owns; without one they are deleted, if none of them has a subscription.",
].join("\n");

async function secure(newOwner: string | null): Promise<void> {
  const settings = parseSettings(process.env);
  if (settings.SLUICE_MODE !== "production") {
    throw new Error("Evaluation mode lives by its demo accounts: run this with SLUICE_MODE=production.");
  }
  const admin = readFirstAdmin(settings);
  const db = openDb(settings.DATABASE_URL);
  try {
    const outcome = await secureAccounts(
      db,
      { admin, newOwner },
      {
        now: new Date(),
        newId: randomUUID,
        newPassword: () => randomBytes(15).toString("base64url"),
      },
    );
    if (!outcome.ok) throw new Error(`Nothing was changed. ${explain(outcome)}`);
    console.log(outcome.value.join("\n"));
  } finally {
    await db.$disconnect();
  }
}

async function erase(username: string, newOwner: string | null): Promise<void> {
  const { DATABASE_URL, SLUICE_MODE: mode } = parseSettings(process.env);
  const db = openDb(DATABASE_URL);
  try {
    const outcome = await eraseAccount(db, { username, newOwner, mode, now: new Date(), newId: randomUUID });
    if (!outcome.ok) throw new Error(explain(outcome));
    const { moved, deleted } = outcome.value;
    console.log(`Erased the account ${username}.`);
    for (const { owner, applications } of moved) {
      const names = applications.join(", ");
      console.log(`${owner} owns from now on: ${names}. Their keys go on working: rotate them.`);
    }
    if (deleted.length > 0) console.log(`Deleted the applications: ${deleted.join(", ")}.`);
  } finally {
    await db.$disconnect();
  }
}

async function showRoles(username: string): Promise<void> {
  const db = openDb(parseSettings(process.env).DATABASE_URL);
  try {
    const person = await findPersonByName(db, username);
    if (!person) throw new Error(`There is no account ${username}.`);
    console.log(`Roles of ${person.username}: ${roleWords(inOrder(person.roles))}.`);
  } finally {
    await db.$disconnect();
  }
}

async function assignRoles(username: string, names: readonly string[]): Promise<void> {
  const wanted = readRoles(names);
  const db = openDb(parseSettings(process.env).DATABASE_URL);
  try {
    const outcome = await setRolesOfUsername(db, { username, roles: wanted });
    if (!outcome.ok) throw new Error(explain(outcome));
    const { before, after } = outcome.value;
    console.log(`Roles of ${username}: ${roleWords(after)}; before: ${roleWords(before)}.`);
  } finally {
    await db.$disconnect();
  }
}

/** The roles of these names; "none" alone is none of them. */
function readRoles(names: readonly string[]): Role[] {
  if (names.length === 1 && names[0] === "none") return [];
  const unknown = names.find((name) => !isRole(name));
  if (unknown !== undefined) {
    throw new Error(`There is no role ${unknown}. There are: ${roles.join(", ")}; "none" takes all away.`);
  }
  return names.filter(isRole);
}

function roleWords(some: readonly Role[]): string {
  return some.join(", ") || "none";
}

/** A refusal, and where one chooses who is the new owner. */
function explain({ message, fields }: Refusal): string {
  return fields?.newOwner ? `${message} Say who with --to=USERNAME.` : message;
}

/** Runs what the command line asks for; throws how it is used where it asks for nothing that is known. */
async function run(args: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { to: { type: "string" } },
  });
  const [command, username, ...more] = positionals;
  const newOwner = values.to ?? null;
  if (command === "secure" && username === undefined) return secure(newOwner);
  if (command === "erase" && username !== undefined && more.length === 0) return erase(username, newOwner);
  if (command === "roles" && username !== undefined && values.to === undefined) {
    return more.length === 0 ? showRoles(username) : assignRoles(username, more);
  }
  throw new Error(usage);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
