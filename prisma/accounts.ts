// `npm run accounts -- secure`: takes the demo password out of a database that goes into production, and sets the admin.
import { randomBytes, randomUUID } from "node:crypto";
import { openDb } from "#lib/db/db.ts";
import { secureAccounts } from "#lib/identity/commands.ts";
import { readFirstAdmin } from "#lib/identity/first-admin.ts";
import { parseSettings } from "#lib/kernel/settings.ts";

const usage = [
  "npm run accounts -- secure",
  "  Removes the demo accounts, gives every other account that has the demo password a new one (shown once), and ends",
  "  their sessions. Makes the admin that ADMIN_EMAIL and ADMIN_PASSWORD say, or sets that account's password.",
].join("\n");

async function secure(): Promise<void> {
  const settings = parseSettings(process.env);
  if (settings.SLUICE_MODE !== "production") {
    throw new Error("Evaluation mode lives by its demo accounts: run this with SLUICE_MODE=production.");
  }
  const wanted = readFirstAdmin(settings);
  const db = openDb(settings.DATABASE_URL);
  try {
    const report = await secureAccounts(db, wanted, {
      now: new Date(),
      newId: randomUUID,
      newPassword: () => randomBytes(15).toString("base64url"),
    });
    console.log(report.join("\n"));
  } finally {
    await db.$disconnect();
  }
}

try {
  const [command, ...rest] = process.argv.slice(2);
  if (command !== "secure" || rest.length > 0) throw new Error(usage);
  await secure();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
