// Wrong bytes are found where they stand, however the text is cut.
import { describe, expect, it } from "vitest";
import { Utf8Check } from "#gateway/data-plane/frames/utf8-check.ts";

/** Index of the first byte that is refused, byte by byte; -1 where none is. */
function refusedAt(bytes: Buffer): number {
  const check = new Utf8Check();
  return [...bytes].findIndex((byte) => !check.accepts(Buffer.from([byte])));
}

describe("Utf8Check", () => {
  it.each([
    ["ff", 0],
    ["80", 0],
    ["c080", 0],
    ["e080", 1],
    ["eda0", 1],
    ["f080", 1],
    ["f490", 1],
    ["f5", 0],
    ["6162e282ff", 4],
    ["cebae1bdb9f4908080", 6],
    ["f0288cbc", 1],
  ])("refuses %s at byte %d", (hex, at) => {
    const bytes = Buffer.from(hex, "hex");
    expect(refusedAt(bytes)).toBe(at);
    expect(new Utf8Check().accepts(bytes)).toBe(false);
  });

  it("takes every right text, cut anywhere", () => {
    const text = Buffer.from("aκόσμε\u0000\u{10ffff}\ud7ff\ue000\u0800日本語");
    for (let cut = 0; cut <= text.length; cut++) {
      const check = new Utf8Check();
      expect(check.accepts(text.subarray(0, cut)) && check.accepts(text.subarray(cut))).toBe(true);
      expect(check.isComplete).toBe(true);
    }
    expect(refusedAt(text)).toBe(-1);
  });

  it("knows that a character is not complete", () => {
    const check = new Utf8Check();
    expect([check.accepts(Buffer.from("e282", "hex")), check.isComplete]).toEqual([true, false]);
  });
});
