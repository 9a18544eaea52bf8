// The system that the browser tests talk to: `npm start` on an emptied data folder, with none of the
// developer's own settings. Started by playwright.config.ts, which sets the ports and DATA_DIR.
import { mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { root } from "./prepare/runtime.mjs";

const dataDir = path.resolve(root, process.env.DATA_DIR ?? "");
const scratch = path.join(root, "node_modules", ".cache") + path.sep;

if (!dataDir.startsWith(scratch)) {
  // It is about to be deleted, and DATA_DIR might be somebody's real one.
  throw new Error(`DATA_DIR has to be inside ${scratch}, not ${dataDir}`);
}
for (const variable of [
  "DATABASE_URL",
  "REDIS_URL",
  "SLUICE_MODE",
  "SLUICE_SECRETS_KEY",
  "TLS_CERT",
  "TLS_KEY",
  "AUTH_SECRET",
  "PUBLIC_URL",
  "TRUST_PROXY",
  "ADMIN_EMAIL",
  "ADMIN_PASSWORD",
  "EGRESS_DENY",
  "EGRESS_ALLOW",
  "OPS_HOST",
]) {
  delete process.env[variable];
}
// Tests serve documents to import on this machine.
process.env.EGRESS_ALLOW = "127.0.0.1";
rmSync(dataDir, { recursive: true, force: true });
mkdirSync(dataDir, { recursive: true });

// Playwright keeps quiet about the log of what it starts; a failed test wants to read it.
const log = openSync(`${dataDir}.log`, "w");
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (chunk, ...rest) => {
  writeSync(log, chunk);
  return write(chunk, ...rest);
};

process.argv.push("--skip-install");
await import("./start.mjs");
