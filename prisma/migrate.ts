// `npm run migrate`: brings the database up to date; in evaluation mode it also makes the demo accounts and the secret
// that signs sessions, in production the first admin. Idempotent, safe to run at every start.
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDb } from "#lib/db/db.ts";
import { refuseDemoPasswords } from "#lib/identity/production/commands.ts";
import { parseSettings } from "#lib/kernel/settings.ts";
import { loadKeyring } from "#lib/secrets/keyring/commands.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { ensureBaseRows, ensureDemoAccounts, ensureFirstAdmin } from "./base-rows.ts";
import { maskKeyScopes } from "./mask-key-scopes.ts";
import { sealSecrets } from "./seal-secrets.ts";

function ensureAuthSecret(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(join(folder, "auth-secret"), randomBytes(32).toString("base64url"), {
      mode: 0o600,
      flag: "wx",
    });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

async function main(): Promise<void> {
  const settings = parseSettings(process.env);
  const applied = await applyMigrations(settings.DATABASE_URL);
  const db = openDb(settings.DATABASE_URL);
  try {
    await ensureBaseRows(db);
    const sealed = await sealSecrets(db, settings.DATABASE_URL, loadKeyring(settings));
    if (sealed) console.log(`Encrypted ${sealed} backend secret(s) that had been stored in the clear.`);
    await maskKeyScopes(db);
    if (settings.SLUICE_MODE === "evaluation") {
      ensureAuthSecret(settings.DATA_DIR);
      await ensureDemoAccounts(db);
    } else {
      await refuseDemoPasswords(settings);
      const note = await ensureFirstAdmin(db, settings);
      if (note) console.log(note);
    }
  } finally {
    await db.$disconnect();
  }
  console.log(applied.length === 0 ? "Database is up to date." : `Applied ${applied.length} migration(s).`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
