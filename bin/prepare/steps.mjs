// The steps between a fresh clone and a system that can start, each skipped when it has nothing to do.
// Every launcher takes the ones it needs from here; none of them knows what the portal or gateway is.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fingerprint, isStamped, writeStamp } from "./fingerprint.mjs";
import { LaunchFailure } from "./launch-failure.mjs";
import { hasDevelopmentPackages, readInstallState } from "./lockfile.mjs";
import { runCommand } from "./run-command.mjs";
import {
  findRuntime,
  getRuntime,
  machineEnvironment,
  refuseOldNode,
  root,
  sluiceEnvironment,
} from "./runtime.mjs";

const clientSources = [
  "prisma/schema.prisma",
  "prisma/postgresql",
  "prisma/generate.mjs",
  "prisma.config.ts",
  "package-lock.json",
];
const buildSources = [
  ...["app", "components", "lib", "public", "next.config.ts", "proxy.ts", "instrumentation.ts"],
  ...["instrumentation-client.ts", "tsconfig.json", "package.json", ...clientSources],
];

const installAdvice =
  "Is the npm registry reachable (npm config get registry)? Is the disk full?\nThen run the command again.";

async function runNode(what, args, env, advice) {
  const runtime = getRuntime();
  const { code, output } = await runCommand(runtime, args, { env: sluiceEnvironment(runtime, env) });
  if (code !== 0) throw new LaunchFailure(`${what} failed (exit code ${code}).`, { output, advice });
}

async function runNpm(args) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  return runCommand(npm, [...args, "--no-audit", "--no-fund"], { env: machineEnvironment() });
}

async function fetchPackages(kind) {
  const dev = kind === "full" || hasDevelopmentPackages(root) ? "--include=dev" : "--omit=dev";
  const result = await runNpm(["ci", dev, "--ignore-scripts"]);
  if (result.code !== 0) {
    throw new LaunchFailure("Installing packages failed.", { output: result.output, advice: installAdvice });
  }
  if (readInstallState(root) === "stale") {
    const advice =
      "Write it from nothing: rm -rf node_modules package-lock.json; npm install --package-lock-only";
    throw new LaunchFailure("package-lock.json does not go with package.json.", { advice });
  }
}

/**
 * Runs the install scripts that package.json allows, and no others: an older npm does not know `allowScripts`
 * and would run them all.
 */
async function runAllowedScripts() {
  const { allowScripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const isAllowed = (name) => allowScripts[name] && existsSync(path.join(root, "node_modules", name));
  const { code, output } = await runNpm(["rebuild", ...Object.keys(allowScripts).filter(isAllowed)]);
  if (code !== 0) throw new LaunchFailure("Setting up packages failed.", { output, advice: installAdvice });
}

/**
 * @param {import("./progress.mjs").Progress} progress
 * @param {"production" | "full"} kind full: with the packages for development
 */
export function install(progress, kind) {
  const isCurrent = () => {
    const state = readInstallState(root);
    return (state === "full" || state === kind) && findRuntime() !== null;
  };
  const work = async () => {
    refuseOldNode();
    await fetchPackages(kind);
    await runAllowedScripts();
    getRuntime();
  };
  return progress.step("Installing packages", work, isCurrent);
}

export function generate(progress) {
  const stamp = path.join(root, "prisma", "generated", ".sluice-stamp");
  const value = fingerprint(root, clientSources);
  const work = async () => {
    await runNode(
      "Generating the database client",
      ["prisma/generate.mjs"],
      process.env,
      "See prisma/generate.mjs.",
    );
    writeStamp(stamp, value);
  };
  return progress.step("Generating the database client", work, () => isStamped(stamp, value));
}

/** Brings the database up to date; in evaluation mode prisma/migrate.ts makes the demo accounts too. */
export function migrate(progress, env) {
  const advice = "Check DATABASE_URL and DATA_DIR: is the folder writable, is the database reachable?";
  const work = () => runNode("Migrating the database", ["prisma/migrate.ts"], env, advice);
  return progress.step("Migrating the database, demo accounts", work);
}

export function build(progress) {
  // As in next.config.ts.
  const folder = path.join(root, process.env.NEXT_DIST_DIR ?? ".next");
  const stamp = path.join(folder, "sluice-stamp");
  const value = fingerprint(root, buildSources);
  const env = { ...process.env, NODE_ENV: "production" };
  const work = async () => {
    const advice = "The message above names the file. `npm run check` says more.";
    await runNode("Building the portal", ["node_modules/next/dist/bin/next", "build"], env, advice);
    writeStamp(stamp, value);
  };
  const isCurrent = () => existsSync(path.join(folder, "BUILD_ID")) && isStamped(stamp, value);
  return progress.step("Building the portal", work, isCurrent);
}
