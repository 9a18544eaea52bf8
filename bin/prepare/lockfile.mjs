// Is what node_modules holds what package-lock.json asks for? npm writes node_modules/.package-lock.json
// at the end of every install, so comparing the two needs no stamp of our own, sees an install that a
// person did by hand, and sees one that was cut short.
import { readFileSync } from "node:fs";
import path from "node:path";

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return null; // Missing or cut short: both mean "not installed".
  }
}

const isSame = (wanted, found) => found?.version === wanted.version && found?.integrity === wanted.integrity;
const isForDevelopment = (entry) => Boolean(entry.dev || entry.devOptional);

/**
 * @param {string} folder the repository
 * @returns {"full" | "production" | "stale"} production: everything but the packages for development
 */
export function readInstallState(folder) {
  const wanted = readPackages(path.join(folder, "package-lock.json"));
  const found = readPackages(path.join(folder, "node_modules", ".package-lock.json"));
  if (!wanted || !found) return "stale";
  let state = "full";
  for (const [place, entry] of Object.entries(wanted)) {
    // Optional packages are for one platform each; npm leaves the others out.
    if (place === "" || entry.optional || entry.link || isSame(entry, found[place])) continue;
    if (!isForDevelopment(entry)) return "stale";
    state = "production";
  }
  return state;
}

/** True when packages for development are installed, current or not: a new install then keeps them. */
export function hasDevelopmentPackages(folder) {
  const found = readPackages(path.join(folder, "node_modules", ".package-lock.json"));
  return Object.values(found ?? {}).some((entry) => entry.dev);
}

/**
 * What a lock file lacks: packages that its own entries ask for, those for other platforms included, and versions that
 * package.json no longer names.
 * @returns {string[]} one sentence each; none where it is whole
 */
export function lockfileGaps(manifest, { packages }) {
  const gaps = [];
  const own = packages[""] ?? {};
  for (const kind of ["dependencies", "devDependencies"]) {
    for (const [name, range] of Object.entries(manifest[kind] ?? {})) {
      if (own[kind]?.[name] !== range)
        gaps.push(`${name} ${range} of package.json is not what the lock file has.`);
    }
  }
  for (const [place, entry] of Object.entries(packages)) {
    if (entry.extraneous) gaps.push(`${place} is asked for by nobody: npm ci would leave it out.`);
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      if (!findPlace(packages, place, name))
        gaps.push(`${name}, which ${place || "Sluice"} asks for, is missing.`);
    }
  }
  return gaps;
}

/** Where Node would find a package, from a place outwards. */
function findPlace(packages, place, name) {
  for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/")))) {
    const candidate = `${from === "" ? "" : `${from}/`}node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (from === "") return null;
  }
}
