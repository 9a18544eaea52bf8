// What of a handshake is a credential, and what stands for it in a file that others read.

import type { LeftOutValues } from "./scenario-values.ts";
import { belowBase, HIDDEN, withoutCredentials } from "./without-credentials.ts";

/** What is asked for below the path of the API; values of what is called like a secret are left out. */
export function addressLeaving(url: string, basePath: string, values: LeftOutValues): string {
  const address = belowBase(url, basePath);
  const queryAt = address.indexOf("?") + 1;
  if (queryAt === 0) return address;
  const given = new URL(url).searchParams;
  const parameters = address
    .slice(queryAt)
    .split("&")
    .map((written) => {
      const [name = ""] = new URLSearchParams(written).keys();
      const value = given.get(name) ?? "";
      if (!isSecretName(name)) return written;
      if (value === "") return `${encodeURIComponent(name)}=`;
      return `${encodeURIComponent(name)}=${values.placeholder(name, value)}`;
    });
  return address.slice(0, queryAt) + parameters.join("&");
}

/** Words for a credential, as parts of the name of a subprotocol: whole ones, for `keyboard` begins with one of them too. */
const SECRET_WORDS = new Set(
  "apikey auth authorization bearer credential credentials jwt key passwd password pwd secret session sid sig signature ticket token".split(
    " ",
  ),
);
/** Behind a word for a credential, this is the version of a protocol: `token.v1`. */
const VERSION = /^v?\d{1,3}$/i;
/** Random by its looks: a JSON Web Token, a UUID, or a run of letters and digits that no word is as long as. */
const RANDOM = [
  /^eyJ[\w-]+\./,
  /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i,
  /(?=[A-Za-z_]*(?:\d|[a-z][A-Z][A-Z]))[A-Za-z0-9_]{24,}/,
];

/**
 * Whether a subprotocol carries a credential: it says so (`bearer.…`, `sluice.token.…`), the one before it is only the word for
 * it (`access_token, …`), or it looks random.
 */
export function isCredentialAmong(offered: readonly string[], index: number): boolean {
  const name = offered[index] ?? "";
  const before = offered[index - 1] ?? "";
  return saysCredential(name) || isOnlyWord(before) || RANDOM.some((looks) => looks.test(name));
}

/** Subprotocols as a file may have them: what carries a credential is hidden. */
export function withoutSecretProtocols(names: readonly string[]): readonly string[] {
  return names.map((name, index) => (isCredentialAmong(names, index) ? HIDDEN : name));
}

/** A word for a credential with one behind it. */
function saysCredential(name: string): boolean {
  const parts = partsOf(name);
  const at = parts.findIndex((part) => SECRET_WORDS.has(part.toLowerCase()));
  return at >= 0 && parts.slice(at + 1).some((part) => !VERSION.test(part));
}

function isOnlyWord(name: string): boolean {
  return !/[.-]/.test(name) && SECRET_WORDS.has(partsOf(name).at(-1)?.toLowerCase() ?? "");
}

/** `bearer.x`, `access_token`, `accessToken` → their parts. */
function partsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, "$1.$2")
    .split(/[._-]/)
    .filter((part) => part !== "");
}

/** By the one rule for exports: a parameter of this name would lose its value. */
export function isSecretName(name: string): boolean {
  const probe = new URL("ws://probe/");
  probe.searchParams.set(name, "probe");
  return new URL(withoutCredentials(probe.href)).searchParams.get(name) !== "probe";
}
