// `npm run check` part: the layer rules (dependency-cruiser) and the rules of the tree that no linter knows.
// Fails as well when the cruiser saw suspiciously little: a toolchain mismatch would otherwise pass for "no violations".
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const folders = ["app", "components", "gateway", "lib", "prisma", "bin", "e2e"];
const leastModules = 100;
const mostLines = 300;
/** Suites that one subject needs whole. */
const mostTestLines = 500;
/** Folders whose own folders, the rooms, need each other in one direction only. Tests look wherever they like. */
const houses = ["gateway/data-plane", "lib"];
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
  const { summary, modules } = JSON.parse(run.stdout);
  const problems = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  for (const house of houses) problems.push(...roomProblems(house, modules));
  if (summary.totalCruised < leastModules) problems.push(`only ${summary.totalCruised} modules were cruised`);
  return problems;
}

/** The imports that close a circle between the rooms of a house. */
function roomProblems(house, modules) {
  const roomOf = (file) =>
    file.startsWith(`${house}/`) && file.slice(house.length + 1).match(/^([^/]+)\//)?.[1];
  const imports = modules
    .filter(({ source }) => !/\.test\.tsx?$|\/test-kit\//.test(source))
    .flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => ({ source, resolved })))
    .map((link) => ({ ...link, from: roomOf(link.source), to: roomOf(link.resolved) }))
    .filter(({ from, to }) => from && to && from !== to);
  const leadsTo = (start, goal, seen = new Set()) =>
    start === goal ||
    imports.some(({ from, to }) => from === start && !seen.has(to) && leadsTo(to, goal, seen.add(to)));
  return imports
    .filter(({ from, to }) => leadsTo(to, from))
    .map(({ source, resolved }) => `rooms-point-one-way: ${source} → ${resolved}`);
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
