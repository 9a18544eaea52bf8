// The certificate of the wss listener: TLS_CERT and TLS_KEY, or a self-signed pair generated in DATA_DIR.
// A changed pair is taken up without a restart: by watching the files, and on SIGHUP.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { existsSync, type FSWatcher, mkdirSync, readFileSync, watch, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createSecureContext } from "node:tls";
import type { Logger } from "pino";
import { generate } from "selfsigned";
import type { TlsMaterial } from "../contract.ts";

const validForDays = 397;
const renewBeforeMs = 7 * 86_400_000;
const settleMs = 100;

export type TlsPaths = { readonly cert: string; readonly key: string; readonly isGenerated: boolean };

/** Where the pair lies. Throws when only one of TLS_CERT and TLS_KEY is set. */
export function tlsPaths(settings: {
  TLS_CERT?: string | undefined;
  TLS_KEY?: string | undefined;
  DATA_DIR: string;
}): TlsPaths {
  const { TLS_CERT: cert, TLS_KEY: key, DATA_DIR: folder } = settings;
  if (cert && key) return { cert, key, isGenerated: false };
  if (cert || key) throw new Error("Set both TLS_CERT and TLS_KEY, or neither.");
  return { cert: join(folder, "gateway-cert.pem"), key: join(folder, "gateway-key.pem"), isGenerated: true };
}

/** Reads the pair and checks that it is one. Throws with what is wrong. */
export function readTls(paths: TlsPaths): TlsMaterial {
  const material = { cert: readFileSync(paths.cert, "utf8"), key: readFileSync(paths.key, "utf8") };
  createSecureContext(material);
  if (!new X509Certificate(material.cert).checkPrivateKey(createPrivateKey(material.key))) {
    throw new Error("the key does not belong to the certificate");
  }
  return material;
}

/** Generates the self-signed pair where it is missing or about to expire. */
export async function ensureGeneratedTls(paths: TlsPaths, host: string, now: Date): Promise<void> {
  if (!paths.isGenerated || isStillGood(paths, now)) return;
  const names = [
    { type: 2 as const, value: "localhost" },
    { type: 7 as const, ip: "127.0.0.1" },
    { type: 7 as const, ip: "::1" },
  ];
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host) && host !== "127.0.0.1" && host !== "0.0.0.0")
    names.push({ type: 7, ip: host });
  const pair = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(now.getTime() - 3_600_000),
    notAfterDate: new Date(now.getTime() + validForDays * 86_400_000),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "subjectAltName", altNames: names },
    ],
  });
  mkdirSync(dirname(paths.cert), { recursive: true, mode: 0o700 });
  writeFileSync(paths.key, pair.private, { mode: 0o600 });
  writeFileSync(paths.cert, pair.cert);
}

function isStillGood(paths: TlsPaths, now: Date): boolean {
  if (!existsSync(paths.cert) || !existsSync(paths.key)) return false;
  try {
    const certificate = new X509Certificate(readTls(paths).cert);
    return new Date(certificate.validTo).getTime() - now.getTime() > renewBeforeMs;
  } catch {
    return false; // damaged: made anew
  }
}

/** Calls `onChange` with the new pair whenever the files change; a pair that does not fit is logged and passed over. */
export function watchTls(
  paths: TlsPaths,
  log: Logger,
  onChange: (tls: TlsMaterial) => void,
): { reload: () => void; close: () => void } {
  let current = JSON.stringify(readTls(paths));
  let timer: NodeJS.Timeout | undefined;
  const reload = () => {
    try {
      const material = readTls(paths);
      if (JSON.stringify(material) === current) return;
      current = JSON.stringify(material);
      onChange(material);
      log.info({ cert: paths.cert }, "a new certificate is in use");
    } catch (error) {
      log.error({ err: error, cert: paths.cert }, "the new certificate cannot be used; the former one stays");
    }
  };
  const soon = (_event: string, name: string | null) => {
    if (
      name !== null &&
      name !== basename(paths.cert) &&
      name !== basename(paths.key) &&
      !name.startsWith("..")
    )
      return;
    clearTimeout(timer);
    timer = setTimeout(reload, settleMs); // certificate and key are two files: wait until both are written
  };
  // Folders are watched, since tools replace the files and mounted secrets are swapped by a link.
  const folders = new Set([dirname(paths.cert), dirname(paths.key)]);
  const watchers: FSWatcher[] = [...folders].map((folder) => watch(folder, soon).on("error", () => {}));
  return {
    reload,
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
