import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fingerprint, isStamped, writeStamp } from "./fingerprint.mjs";

let folder;
const write = (name, text) => writeFileSync(path.join(folder, name), text);
const value = () => fingerprint(folder, ["app", "next.config.ts"]);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sluice-fingerprint-"));
  mkdirSync(path.join(folder, "app"));
  write("app/page.tsx", "one");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("staleness", () => {
  it.each([
    ["a content", () => write("app/page.tsx", "two")],
    ["a new file", () => write("app/layout.tsx", "")],
    ["a file that was missing", () => write("next.config.ts", "")],
  ])("changes with %s", (_, change) => {
    const before = value();
    change();
    expect(value()).not.toBe(before);
  });

  it.each([
    ["a new time", () => utimesSync(path.join(folder, "app/page.tsx"), 1, 1)],
    ["a test", () => write("app/page.test.tsx", "test")],
    ["a file elsewhere", () => write("README.md", "hello")],
  ])("does not change with %s", (_, change) => {
    const before = value();
    change();
    expect(value()).toBe(before);
  });

  it("is current only for the stamped fingerprint", () => {
    const stamp = path.join(folder, ".next", "stamp");
    expect(isStamped(stamp, value())).toBe(false);
    writeStamp(stamp, value());
    expect(isStamped(stamp, value())).toBe(true);
    write("app/page.tsx", "two");
    expect(isStamped(stamp, value())).toBe(false);
  });
});
