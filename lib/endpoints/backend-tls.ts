// Checks certificates and keys before they are stored. Pure; for the server, since it needs Node's crypto.
import { createHash, createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { done, type FieldErrors, type Outcome } from "#lib/kernel/outcome.ts";

/** A private key to check against its certificate: one just entered, or what is known of one that is stored. */
type KeyToCheck =
  | { readonly kind: "none" }
  | { readonly kind: "new"; readonly pem: string }
  | { readonly kind: "kept"; readonly publicKey: string | null };

type BackendTls = { readonly ca: string; readonly cert: string; readonly key: KeyToCheck };

const block = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Refuses with `tls_invalid` and a message at each of `ca`, `cert` and `key` that the gateway could not use. */
export function checkBackendTls(tls: BackendTls): Outcome<null> {
  const ca = readCertificates(tls.ca, "The CA");
  const cert = readCertificates(tls.cert, "The client certificate");
  const key = readKey(tls.key.kind === "new" ? tls.key.pem : "");
  const problems: Record<string, string | null> = { ca: ca.problem, cert: cert.problem, key: key.problem };
  const hasKey = tls.key.kind !== "none";
  if (tls.cert !== "" && !hasKey) problems.key = "The client certificate needs its private key: add it.";
  if (hasKey && tls.cert === "") {
    problems.cert = "The private key needs its client certificate: paste it here, or remove the key.";
  }
  const [leaf] = cert.certificates;
  const publicKey = tls.key.kind === "kept" ? tls.key.publicKey : key.key && hashOf(createPublicKey(key.key));
  if (leaf !== undefined && publicKey !== null && hashOf(leaf.publicKey) !== publicKey) {
    problems.key = "This key does not belong to the client certificate: paste the key it was issued for.";
  }
  const fields: FieldErrors = Object.fromEntries(
    Object.entries(problems).flatMap(([field, problem]) => (problem === null ? [] : [[field, [problem]]])),
  );
  const [first] = Object.values(fields);
  return first === undefined
    ? done(null)
    : { ok: false, code: "tls_invalid", message: first[0] ?? "", fields };
}

/** SHA-256 of the public key of a private one (SPKI, DER), hex; null where the text is no key. */
export function publicKeyOf(pem: string): string | null {
  const { key } = readKey(pem);
  return key && hashOf(createPublicKey(key));
}

function hashOf(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

type Certificates = { readonly certificates: readonly X509Certificate[]; readonly problem: string | null };

function readCertificates(pem: string, what: string): Certificates {
  if (pem.trim() === "") return { certificates: [], problem: null };
  const blocks = pem.match(block) ?? [];
  if (/PRIVATE KEY/.test(pem)) {
    return { certificates: [], problem: `${what} has a private key in it: paste the certificate only.` };
  }
  if (blocks.length === 0) {
    return {
      certificates: [],
      problem: `${what} has to be in PEM form: the text begins with -----BEGIN CERTIFICATE-----.`,
    };
  }
  try {
    return { certificates: blocks.map((text) => new X509Certificate(text)), problem: null };
  } catch {
    return { certificates: [], problem: `${what} cannot be read: copy the whole PEM text once more.` };
  }
}

function readKey(pem: string): { readonly key: KeyObject | null; readonly problem: string | null } {
  if (pem.trim() === "") return { key: null, problem: null };
  try {
    return { key: createPrivateKey(pem), problem: null };
  } catch (error) {
    const isEncrypted =
      /ENCRYPTED/.test(pem) ||
      (error instanceof Error && "code" in error && error.code === "ERR_MISSING_PASSPHRASE");
    const problem = isEncrypted
      ? "This key is locked by a passphrase: paste one without."
      : "The key cannot be read: it has to be in PEM form and begin with -----BEGIN PRIVATE KEY-----.";
    return { key: null, problem };
  }
}
