// What of a handshake is a credential, and what stands for it in a file that others read.
import { belowBase, withoutCredentials } from "./export.ts";
import type { LeftOutValues } from "./scenario-values.ts";

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

/** A part of a subprotocol that no word is as long as. */
const OPAQUE = /[A-Za-z0-9_]{24,}/;

/**
 * Whether a subprotocol carries a credential: it says so (`bearer.…`), the one before it is only the word for it
 * (`access_token, …`), or no name would be like it.
 */
export function isCredentialAmong(offered: readonly string[], index: number): boolean {
  const name = offered[index] ?? "";
  const before = offered[index - 1] ?? "";
  return isSecretName(name) || (isSecretName(before) && !/[.-]/.test(before)) || OPAQUE.test(name);
}

/** By the one rule for exports: a parameter of this name would lose its value. */
function isSecretName(name: string): boolean {
  const probe = new URL("ws://probe/");
  probe.searchParams.set(name, "probe");
  return new URL(withoutCredentials(probe.href)).searchParams.get(name) !== "probe";
}
