// `npm run secrets -- rotate`: puts a new key in the place of the one that wraps the keys of stored secrets. The new one
// is SLUICE_SECRETS_KEY, the one before it SLUICE_SECRETS_KEY_OLD; where evaluation mode keeps its key in a file, that is
// replaced. `--reencrypt` also encrypts every secret anew.
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { openDb } from "#lib/db/db.ts";
import { parseSettings } from "#lib/kernel/settings.ts";
import { addFileKey, dropFormerKeys, loadKeyring } from "#lib/secrets/keyring/commands.ts";
import { rotateKeys } from "#lib/secrets/rotation/commands.ts";

const usage = "Say what to do: npm run secrets -- rotate [--reencrypt]";

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { reencrypt: { type: "boolean", default: false } },
  });
  if (positionals.join() !== "rotate") throw new Error(usage);
  const settings = parseSettings(process.env);
  const isFile = settings.SLUICE_SECRETS_KEY === undefined;
  if (isFile) addFileKey(settings.DATA_DIR);
  else if (settings.SLUICE_SECRETS_KEY_OLD === undefined && !values.reencrypt) {
    throw new Error("Set SLUICE_SECRETS_KEY to the new key and SLUICE_SECRETS_KEY_OLD to the one before it.");
  }
  const db = openDb(settings.DATABASE_URL);
  try {
    const context = { db, keyring: loadKeyring(settings), now: () => new Date(), newId: randomUUID };
    const rotated = await rotateKeys(context, values);
    if (!rotated.ok) throw new Error(rotated.message);
    const { dataKeys, secrets } = rotated.value;
    console.log(`Wrapped ${dataKeys} data key(s) with the new key; encrypted ${secrets} secret(s) anew.`);
  } finally {
    await db.$disconnect();
  }
  if (isFile) dropFormerKeys(settings.DATA_DIR);
  console.log("Restart what still runs with the key before, then destroy that key.");
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
