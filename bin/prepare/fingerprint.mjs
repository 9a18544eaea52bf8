// Decides whether generated output is stale: a hash over the content of its sources, kept as a stamp beside
// the output. Content, not times: a fresh clone or a branch switch touches every time but few contents.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const isTest = (name) => /\.test\.[a-z]+$/.test(name);

function* filesUnder(place) {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) return;
  if (found.isFile()) {
    yield place;
    return;
  }
  for (const name of readdirSync(place).sort()) {
    if (!isTest(name)) yield* filesUnder(path.join(place, name));
  }
}

/**
 * @param {string} folder what the sources are relative to
 * @param {string[]} sources files and folders; a missing one counts as empty
 * @returns {string} changes when a file's name or content does, tests left out
 */
export function fingerprint(folder, sources) {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of filesUnder(path.join(folder, source))) {
      const content = readFileSync(file);
      hash.update(`${path.relative(folder, file)}\0${content.length}\0`);
      hash.update(content);
    }
  }
  return hash.digest("hex");
}

/** True when the stamp was written for this fingerprint. */
export function isStamped(stampFile, value) {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8").trim() === value;
}

/** Written only after the work succeeded, so that a broken build is never taken for a current one. */
export function writeStamp(stampFile, value) {
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${value}\n`);
}
