// Which Node runs what: the machine's own runs npm and the launchers, Node 24 from node_modules runs
// Sluice. Plain JavaScript on built-ins only, because it runs before anything is installed (Node 20.19 up).
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { LaunchFailure } from "./launch-failure.mjs";

/** The repository's folder, absolute, without a trailing slash. */
export const root = path.resolve(fileURLToPath(new URL("../..", import.meta.url)));

const requiredMajor = 24;
const bundledNode = path.join(
  root,
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/** The major version an executable reports, or 0 when it does not run here. */
function majorOf(executable) {
  const { stdout } = spawnSync(executable, ["--version"], { encoding: "utf8" });
  return Number(/^v(\d+)\./.exec(stdout ?? "")?.[1] ?? 0);
}

/** Path of a Node that runs Sluice: the bundled one, else the machine's when it is new enough; else null. */
export function findRuntime() {
  if (majorOf(bundledNode) >= requiredMajor) return bundledNode;
  // The bundled binary needs glibc; on Alpine and the like the machine's own Node has to do.
  if (Number(process.versions.node.split(".")[0]) >= requiredMajor) return process.execPath;
  return null;
}

/** As findRuntime, but a missing runtime is a failure with advice. */
export function getRuntime() {
  const found = findRuntime();
  if (found) return found;
  throw new LaunchFailure(
    `Node ${requiredMajor} is missing from node_modules, and this machine has ${process.version}.`,
    {
      advice: "Delete node_modules and run the command again, or install Node 24.",
    },
  );
}

/**
 * npm leaves out native packages that ask for a newer Node than the one it runs on, and says nothing.
 * @param {string} version as process.versions.node
 */
export function refuseOldNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new LaunchFailure(`Installing needs Node 20.19 or later; this machine has ${version}.`, {
    advice:
      "`npm install --global node@24` brings one, or see https://nodejs.org. (.ci/run does it by itself.)",
  });
}

/** `X/node_modules/.bin` where X is this repository or a folder above it, or npm's own node-gyp. */
function isFromOuterNpm(folder) {
  const [, owner] = /^(.*)[/\\]node_modules[/\\]\.bin[/\\]?$/.exec(folder) ?? [];
  if (owner !== undefined) return `${root}${path.sep}`.startsWith(`${owner}${path.sep}`);
  return /[/\\]node-gyp-bin[/\\]?$/.test(folder);
}

/**
 * The environment for npm: as the machine has it, without the folders an outer `npm run` put in front.
 * npm has to run on the Node it came with: Debian's does not even load on another one.
 */
export function machineEnvironment(env = process.env) {
  const folders = (env.PATH ?? "").split(path.delimiter).filter((folder) => !isFromOuterNpm(folder));
  return { ...env, PATH: folders.join(path.delimiter), NEXT_TELEMETRY_DISABLED: "1" };
}

/** Where Node keeps what it compiled, so that processes start in a fraction of the time; gateway/main.ts uses it too. */
const compileCache = path.join(root, "node_modules", ".cache", "node");

/** The environment for Sluice's own processes: `node` and every installed tool resolve to this repository's. */
export function sluiceEnvironment(runtime, env = process.env) {
  const first = [path.join(root, "node_modules", ".bin"), path.dirname(runtime)];
  return {
    NODE_COMPILE_CACHE: compileCache,
    ...env,
    PATH: [...first, machineEnvironment(env).PATH].join(path.delimiter),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}
