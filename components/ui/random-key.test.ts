import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { randomKey } from "./random-key.ts";

afterEach(() => vi.unstubAllGlobals());

describe("a random key", () => {
  it("is a UUID of version 4 also on a page that came by plain http, where the browser has no randomUUID", () => {
    const { crypto } = globalThis;
    vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
    const keys = Array.from({ length: 100 }, randomKey);
    expect(new Set(keys).size).toBe(100);
    for (const key of keys)
      expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it("is the only one in what runs in a browser", () => {
    const folder = join(import.meta.dirname, "..");
    const users = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .filter((file) => /crypto\.randomUUID/.test(readFileSync(join(folder, file), "utf8")));
    expect(users).toEqual([join("ui", "random-key.ts")]);
  });
});
