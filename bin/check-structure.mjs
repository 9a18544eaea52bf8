// `npm run check` part: the layer rules (dependency-cruiser) and the rules of the tree that no linter knows.
// Fails as well when the cruiser saw suspiciously little: a toolchain mismatch would otherwise pass for "no violations".
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const folders = ["app", "components", "gateway", "lib", "prisma", "bin", "e2e"];
const leastModules = 100;
const mostLines = 300;
/** Suites that one subject needs whole. */
const mostTestLines = 500;
const bannedNames = /(^|\/)(utils?|helpers?|common|misc|manager|index|types)\.(ts|tsx|mjs)$/;

function layerProblems() {
  const run = spawnSync(
    "depcruise",
    [...folders, "--config", ".dependency-cruiser.js", "--output-type", "json"],
    {
      encoding: "utf8",
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  const { summary } = JSON.parse(run.stdout);
  const problems = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  if (summary.totalCruised < leastModules) problems.push(`only ${summary.totalCruised} modules were cruised`);
  return problems;
}

function treeProblems() {
  const files = execFileSync(
    "git",
    ["ls-files", "-co", "--exclude-standard", "--", ...folders, "*.ts", "*.mjs"],
    { encoding: "utf8" },
  )
    .split("\n")
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file));
  return files.flatMap((file) => {
    const problems = [];
    if (bannedNames.test(file)) problems.push(`${file}: this name says nothing about what the file is for`);
    const lines = readFileSync(file, "utf8").split("\n").length - 1;
    const most = /\.(test|spec)\.(ts|tsx|mjs)$/.test(file) ? mostTestLines : mostLines;
    if (lines > most) problems.push(`${file}: ${lines} lines, more than ${most}`);
    return problems;
  });
}

const problems = [...layerProblems(), ...treeProblems()];
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(
  problems.length === 0
    ? "The layers and the tree hold.\n"
    : `${problems.length} problem(s) in the structure.\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
