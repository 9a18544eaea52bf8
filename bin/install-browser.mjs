// Makes sure that a Chromium starts on this machine, installing one when none does. Runs on Node 24 after
// the install. Prints `Browser: PATH` (or `Browser: Playwright's own`) as its last line.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { listBrowsers } from "../e2e/support/browser.ts";

const isRoot = process.getuid?.() === 0;
const isDebian = existsSync("/etc/debian_version");
const installLimitMs = 8 * 60_000;

const nameOf = ({ executablePath }) => executablePath ?? "Playwright's own";

/** A file that exists may still lack libraries, or be a stub that asks for a snap: only a launch tells. */
async function findWorking() {
  for (const { args, ...rest } of listBrowsers(process.env)) {
    try {
      await (await chromium.launch({ ...rest, args: [...args], timeout: 60_000 })).close();
      return nameOf(rest);
    } catch (error) {
      console.log(`${nameOf(rest)} does not start: ${error.message.split("\n")[0]}`);
    }
  }
  return null;
}

function run(file, args, env = {}) {
  console.log(`$ ${[file, ...args].join(" ")}`);
  const options = { stdio: "inherit", timeout: installLimitMs, env: { ...process.env, ...env } };
  return spawnSync(file, args, options).status === 0;
}

function installPlaywrights() {
  const cli = "node_modules/@playwright/test/cli.js";
  const withLibraries = isDebian && isRoot ? ["--with-deps"] : [];
  // Where downloads are blocked this should be known in seconds, not after every retry's half minute.
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000", DEBIAN_FRONTEND: "noninteractive" };
  return run(process.execPath, [cli, "install", ...withLibraries, "chromium"], env);
}

function installDebians() {
  const asRoot = isRoot ? [] : ["sudo", "-n"];
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => {
    const [file, ...rest] = [...asRoot, "apt-get", ...args];
    return run(file, rest, env);
  };
  return apt("update", "-q") && apt("install", "-y", "-q", "--no-install-recommends", "chromium");
}

async function prepare() {
  const installers = [installPlaywrights, ...(isDebian ? [installDebians] : [])];
  let found = await findWorking();
  for (const install of process.env.SLUICE_BROWSER ? [] : installers) {
    if (found) break;
    if (install()) found = await findWorking();
  }
  console.log(found ? `Browser: ${found}` : "No browser starts on this machine.");
  process.exitCode = found ? 0 : 1;
}

await prepare();
