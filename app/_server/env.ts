// The portal's environment: the only file of the portal that reads process.env.
import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Keyring } from "#lib/kernel/keyring.ts";
import { parseSettings, type Settings } from "#lib/kernel/settings.ts";
import { loadKeyring } from "#lib/secrets/keyring/commands.ts";

let settings: Settings | undefined;
let keyring: Keyring | undefined;

/** Settings of this process. Throws with what to set when they are wrong. */
export function getSettings(): Settings {
  settings ??= parseSettings(process.env);
  return settings;
}

/** The keys that wrap the data keys of stored secrets. */
export function getKeyring(): Keyring {
  keyring ??= loadKeyring(getSettings());
  return keyring;
}

/** The secret that signs sessions: AUTH_SECRET, or in evaluation mode the one that the set-up generated. */
export function getAuthSecret(): string {
  const { AUTH_SECRET, DATA_DIR } = getSettings();
  return AUTH_SECRET ?? readFileSync(join(DATA_DIR, "auth-secret"), "utf8").trim();
}

/** Whether cookies are marked Secure: in production, unless PUBLIC_URL says that the portal is on plain HTTP. */
export function areCookiesSecure(): boolean {
  const { SLUICE_MODE, PUBLIC_URL } = getSettings();
  return PUBLIC_URL ? PUBLIC_URL.startsWith("https://") : SLUICE_MODE === "production";
}

/** The address of who asks, as the portal's front server tells it; no client can set this header. */
export const clientAddressHeader = "x-sluice-client-address";
