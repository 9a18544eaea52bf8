// The certificate of a bench, the same for every contestant: an EC key pair made for this run.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

const CERT = "cert.pem";
const KEY = "key.pem";
const BOTH = "both.pem";

/** Writes certificate and key into a folder of their own; whoever asks for it removes it. */
export async function makeCertificate(): Promise<{ readonly folder: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-"));
  const pair = await generate([{ name: "commonName", value: "localhost" }], { keyType: "ec" });
  writeFileSync(join(folder, CERT), pair.cert);
  writeFileSync(join(folder, KEY), pair.private, { mode: 0o600 });
  writeFileSync(join(folder, BOTH), `${pair.cert}\n${pair.private}\n`, { mode: 0o600 });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Paths for programs that read the files themselves; HAProxy wants both in one. */
export function certificatePaths(folder: string) {
  return { cert: join(folder, CERT), key: join(folder, KEY), both: join(folder, BOTH) } as const;
}

/** PEM texts. */
export function readCertificate(folder: string): { readonly cert: string; readonly key: string } {
  const { cert, key } = certificatePaths(folder);
  return { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
}
