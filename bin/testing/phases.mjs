// The phases of `npm run check` and `npm test`. Each is a script of package.json, so that it can be run on
// its own; every phase runs even when one before it failed, because one wants to see everything at once.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { formatDuration } from "../prepare/progress.mjs";
import { runCommand } from "../prepare/run-command.mjs";
import { machineEnvironment, root } from "../prepare/runtime.mjs";
import { closingLine, countPhase, countPlaywright, countVitest, sum } from "./test-count.mjs";
import { failuresOfPhase, failuresOfPlaywright, failuresOfVitest } from "./test-failures.mjs";

const reportFolder = path.join(root, "node_modules", ".cache", "test-reports");
/** Ends what hangs; a machine half as fast as the usual ones is not a failure. */
const phaseLimitMs = 30 * 60_000;

const reportFile = (name) => path.join(reportFolder, `${name.replace(/^check:/, "")}.json`);

/**
 * @typedef {{ name: string, args: string[], count?: (report: unknown) => import("./test-count.mjs").Count | null,
 *   failures?: (report: unknown) => string[] }} Phase
 */

/** @returns {Phase} a script that runs Vitest */
export function vitestPhase(name) {
  const args = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile(name)}`];
  return { name, args: ["--", ...args], count: countVitest, failures: failuresOfVitest };
}

/** @returns {Phase} the script that runs Playwright; playwright.config.ts says where its report goes */
export function playwrightPhase(name) {
  return { name, args: [], count: countPlaywright, failures: failuresOfPlaywright };
}

/** Every script of package.json named `check:…`, in its order there: a new check needs no change here. */
export function listChecks(
  scripts = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).scripts,
) {
  const names = Object.keys(scripts ?? {}).filter((name) => name.startsWith("check:"));
  return names.map((name) => (/\bvitest\b/.test(scripts[name]) ? vitestPhase(name) : { name, args: [] }));
}

/** What the phase's runner reported; null where it writes no report, or crashed before. */
function readReport(phase) {
  if (!phase.count) return null;
  try {
    return JSON.parse(readFileSync(reportFile(phase.name), "utf8"));
  } catch {
    return null; // The exit code says that the runner crashed.
  }
}

/**
 * Runs one phase with its output shown.
 * @param {Phase} phase
 * @param {NodeJS.ProcessEnv} [env] added to the machine's environment
 */
export async function runPhase(phase, env = {}) {
  process.stdout.write(`\n▶ ${phase.name}\n`);
  mkdirSync(reportFolder, { recursive: true });
  rmSync(reportFile(phase.name), { force: true });
  const startedAt = Date.now();
  const colour = process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
  const { code, output, isTimedOut } = await runCommand(
    "npm",
    ["run", "--silent", phase.name, ...phase.args],
    {
      env: { ...machineEnvironment(), ...colour, ...env },
      timeoutMs: phaseLimitMs,
      onOutput: (text) => process.stdout.write(text),
    },
  );
  const tookMs = Date.now() - startedAt;
  if (isTimedOut) process.stdout.write(`\n${phase.name} was ended after ${formatDuration(tookMs)}\n`);
  const report = readReport(phase);
  return {
    name: phase.name,
    code,
    tookMs,
    count: countPhase({ code, count: phase.count?.(report) ?? null }),
    failures: failuresOfPhase({ code, named: phase.failures?.(report) ?? [], output }),
  };
}

/**
 * Prints once more what failed, the table of phases and the closing line.
 * @param {{ name: string, code: number, tookMs: number, count: import("./test-count.mjs").Count,
 *   failures?: string[] }[]} results
 * @returns {number} the exit code
 */
export function summarise(results, write = (text) => process.stdout.write(text)) {
  const width = Math.max(...results.map(({ name }) => name.length));
  for (const { name, failures = [] } of results) {
    if (failures.length > 0) write(`\n✖ ${name}\n${failures.join("\n")}\n`);
  }
  write("\n");
  for (const { name, code, tookMs, count } of results) {
    const mark = code === 0 ? "✔" : "✖";
    write(`${mark} ${name.padEnd(width)}  ${formatDuration(tookMs).padStart(10)}  ${closingLine(count)}\n`);
  }
  const total = sum(results.map(({ count }) => count));
  const hasFailed = results.some(({ code }) => code !== 0) || total.failed > 0;
  write(`\n${closingLine(total)}\n`);
  return hasFailed ? 1 : 0;
}
