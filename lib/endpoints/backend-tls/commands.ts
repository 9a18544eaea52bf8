// Checks certificates and keys before they are stored. It writes nothing; it is a commands file because it needs Node's
// crypto, which pure files may not.
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { done, type FieldErrors, type Outcome } from "#lib/kernel/outcome.ts";
import type { EndpointOptions } from "#lib/routes/endpoint-pool.ts";

type BackendTls = EndpointOptions["tls"];

const block = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Refuses with `tls_invalid` and a message at each of `ca`, `cert` and `key` that the gateway could not use. */
export function checkBackendTls(tls: BackendTls): Outcome<null> {
  const ca = readCertificates(tls.ca, "The CA");
  const cert = readCertificates(tls.cert, "The client certificate");
  const key = readKey(tls.key);
  const problems: Record<string, string | null> = { ca: ca.problem, cert: cert.problem, key: key.problem };
  if (tls.cert !== "" && tls.key === "")
    problems.key = "The client certificate needs its private key: add it.";
  if (tls.key !== "" && tls.cert === "") {
    problems.cert = "The private key needs its client certificate: paste it here, or remove the key.";
  }
  const [leaf] = cert.certificates;
  if (leaf !== undefined && key.key !== null && !leaf.checkPrivateKey(key.key)) {
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
