// The bounds of a transcript are those that were chosen in the tab, and no others.
import { afterEach, expect, test, vi } from "vitest";
import { DEFAULT_BOUNDS } from "#lib/console/transcript.ts";
import { BYTE_BOUNDS, ENTRY_BOUNDS, keepBounds, keptBounds } from "./kept-bounds.ts";

function giveStorage(stored: Map<string, string>): void {
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
}

afterEach(() => vi.unstubAllGlobals());

test("are kept for each API of its own", () => {
  giveStorage(new Map());
  const chosen = { entries: ENTRY_BOUNDS[0], bytes: BYTE_BOUNDS[3] };
  keepBounds("a", chosen);
  expect(keptBounds("a")).toEqual(chosen);
  expect(keptBounds("b")).toEqual(DEFAULT_BOUNDS);
});

test.each([
  '{"entries":0,"bytes":0}',
  '{"entries":1000}',
  '{"entries":1e9,"bytes":2000000}',
  "null",
  "x",
  "[]",
])("are the default where the tab holds %s", (stored) => {
  giveStorage(new Map([["sluice.console.bounds a", stored]]));
  expect(keptBounds("a")).toEqual(DEFAULT_BOUNDS);
});

test("are the default where the tab may store nothing", () => {
  vi.stubGlobal("sessionStorage", undefined);
  keepBounds("a", { entries: 1_000, bytes: 2_000_000 });
  expect(keptBounds("a")).toEqual(DEFAULT_BOUNDS);
});

test("the default can be chosen", () => {
  expect(ENTRY_BOUNDS).toContain(DEFAULT_BOUNDS.entries);
  expect(BYTE_BOUNDS).toContain(DEFAULT_BOUNDS.bytes);
});
