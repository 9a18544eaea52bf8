// The cookie of a device that accounts were signed in to before (OWASP's "device cookie"). It opens nothing: it lets its
// holder try a password while strangers try theirs. Signed, names no account, and counts for its own accounts only.
import { createHmac, timingSafeEqual } from "node:crypto";

const lifetimeSeconds = 180 * 24 * 3_600;
/** How many accounts one browser is known for. */
const mostAccounts = 5;

export const knownDeviceCookie = { name: "known_device", maxAgeSeconds: lifetimeSeconds } as const;

type Proof = { readonly secret: string; readonly username: string; readonly now: Date };

function sign({ secret, username }: Proof, issued: string, nonce: string): string {
  const text = JSON.stringify(["sluice known device v1", username.toLowerCase(), issued, nonce]);
  return createHmac("sha256", secret).update(text).digest("base64url");
}

/** The id of the device where this cookie shows that the account was signed in on it, else null. */
export function findKnownDevice(cookie: string | undefined, proof: Proof): string | null {
  return (
    entriesOf(cookie)
      .find((entry) => isOf(entry, proof))
      ?.split(".")[1] ?? null
  );
}

function entriesOf(cookie: string | undefined): string[] {
  return (cookie ?? "").split("~", mostAccounts).filter((entry) => entry !== "");
}

function isOf(entry: string, proof: Proof): boolean {
  const [issued = "", nonce = "", signature = ""] = entry.split(".");
  const ageSeconds = proof.now.getTime() / 1_000 - Number.parseInt(issued, 36);
  if (!(ageSeconds >= -60 && ageSeconds < lifetimeSeconds)) return false;
  const expected = Buffer.from(sign(proof, issued, nonce));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The cookie after a right password: a new entry for the account, before those of others. */
export function rememberDevice(cookie: string | undefined, proof: Proof, nonce: string): string {
  const issued = Math.floor(proof.now.getTime() / 1_000).toString(36);
  const others = entriesOf(cookie).filter((entry) => !isOf(entry, proof));
  return [`${issued}.${nonce}.${sign(proof, issued, nonce)}`, ...others].slice(0, mostAccounts).join("~");
}
