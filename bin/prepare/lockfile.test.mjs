import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasDevelopmentPackages, lockfileGaps, readInstallState } from "./lockfile.mjs";

let folder;
const next = { "node_modules/next": { version: "16.4.6", integrity: "sha512-n" } };
const vitest = { "node_modules/vitest": { version: "4.1.12", integrity: "sha512-v", dev: true } };
const otherPlatform = {
  "node_modules/swc-darwin": { version: "1.0.0", integrity: "sha512-d", optional: true },
};

const write = (file, packages) => writeFileSync(path.join(folder, file), JSON.stringify({ packages }));
const wanted = (packages) => write("package-lock.json", { "": { name: "sluice" }, ...packages });
const installed = (packages) => write("node_modules/.package-lock.json", packages);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sluice-lock-"));
  mkdirSync(path.join(folder, "node_modules"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("state of the install", () => {
  it("is stale on a fresh clone", () => {
    wanted(next);
    expect(readInstallState(folder)).toBe("stale");
  });

  it("is full when every package is there, those for other platforms left out", () => {
    wanted({ ...next, ...vitest, ...otherPlatform });
    installed({ ...next, ...vitest });
    expect(readInstallState(folder)).toBe("full");
    expect(hasDevelopmentPackages(folder)).toBe(true);
  });

  it("is production when only packages for development are missing", () => {
    wanted({ ...next, ...vitest });
    installed(next);
    expect(readInstallState(folder)).toBe("production");
    expect(hasDevelopmentPackages(folder)).toBe(false);
  });

  it("is stale when a version changed", () => {
    wanted({ "node_modules/next": { version: "16.5.0", integrity: "sha512-o" }, ...vitest });
    installed({ ...next, ...vitest });
    expect(readInstallState(folder)).toBe("stale");
  });

  it("is stale when npm's record was cut short", () => {
    wanted(next);
    writeFileSync(path.join(folder, "node_modules/.package-lock.json"), '{"packages": {');
    expect(readInstallState(folder)).toBe("stale");
  });
});

describe("a lock file that is whole", () => {
  const manifest = { dependencies: { next: "16.4.6" } };
  const own = { "": { dependencies: { next: "16.4.6" } } };
  const swc = { "@next/swc-darwin-arm64": "16.4.6", "@next/swc-linux-x64-gnu": "16.4.6" };
  const nextPackage = { "node_modules/next": { version: "16.4.6", optionalDependencies: swc } };
  const linux = { "node_modules/@next/swc-linux-x64-gnu": { version: "16.4.6" } };
  const darwin = { "node_modules/next/node_modules/@next/swc-darwin-arm64": { version: "16.4.6" } };

  it("has the optional packages of all platforms, wherever they are nested", () => {
    expect(lockfileGaps(manifest, { packages: { ...own, ...nextPackage, ...linux, ...darwin } })).toEqual([]);
  });

  it("lacks what only another platform needs", () => {
    expect(lockfileGaps(manifest, { packages: { ...own, ...nextPackage, ...linux } })).toEqual([
      "@next/swc-darwin-arm64, which node_modules/next asks for, is missing.",
    ]);
  });

  it("has nothing that nobody asks for, since npm ci would not install it", () => {
    const stray = { "node_modules/effect": { version: "4.1.0", extraneous: true } };
    expect(lockfileGaps(manifest, { packages: { ...own, "node_modules/next": {}, ...stray } })).toEqual([
      "node_modules/effect is asked for by nobody: npm ci would leave it out.",
    ]);
  });

  it("does not go with a package.json that was changed without it", () => {
    const changed = { dependencies: { next: "16.5.0" } };
    expect(lockfileGaps(changed, { packages: { ...own, "node_modules/next": {} } })).toEqual([
      "next 16.5.0 of package.json is not what the lock file has.",
    ]);
  });
});
