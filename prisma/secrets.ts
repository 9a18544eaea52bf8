// `npm run secrets -- rotate`: puts a new key in the place of the one that wraps the keys of stored secrets. The new one
// is SLUICE_SECRETS_KEY, the one before it SLUICE_SECRETS_KEY_OLD; where evaluation mode keeps its key in a file, that is
// replaced. `--reencrypt` also encrypts every secret anew.
// `npm run secrets -- withdraw-signing-keys`: for when a key that signs access tokens may have become known.
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { replaceSigningKeys } from "#lib/credentials/signing-keys/commands.ts";
import { openDb } from "#lib/db/db.ts";
import { parseSettings, publicOrigin, type Settings } from "#lib/kernel/settings.ts";
import { addFileKey, dropFormerKeys, loadKeyring } from "#lib/secrets/keyring/commands.ts";
import { rotateKeys } from "#lib/secrets/rotation/commands.ts";

const usage =
  "Say what to do: npm run secrets -- rotate [--reencrypt], or npm run secrets -- withdraw-signing-keys";

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { reencrypt: { type: "boolean", default: false } },
  });
  const settings = parseSettings(process.env);
  const [verb] = positionals;
  if (positionals.length === 1 && verb === "rotate") await rotate(settings, values);
  else if (positionals.length === 1 && verb === "withdraw-signing-keys") await withdraw(settings);
  else throw new Error(usage);
}

/** Gateways that run hear of it at once and close the connections of the tokens; portals sign with the new key. */
async function withdraw(settings: Settings): Promise<void> {
  const db = openDb(settings.DATABASE_URL);
  try {
    const keyring = loadKeyring(settings);
    const issuer = publicOrigin(settings);
    const replaced = await replaceSigningKeys({
      db,
      keyring,
      issuer,
      now: () => new Date(),
      newId: randomUUID,
    });
    if (!replaced.ok) throw new Error(replaced.message);
    const { withdrawn } = replaced.value;
    console.log(
      `Made a new signing key and withdrew ${withdrawn}. Tokens issued so far are worth nothing any more.`,
    );
  } finally {
    await db.$disconnect();
  }
}

async function rotate(settings: Settings, values: { readonly reencrypt: boolean }): Promise<void> {
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
