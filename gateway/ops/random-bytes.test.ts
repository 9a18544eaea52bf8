import { describe, expect, it } from "vitest";
import { randomBytes } from "./random-bytes.ts";

describe("random bytes", () => {
  it("gives nobody the bytes of another, across many draws of its pool", () => {
    const seen = new Set<string>();
    for (let draw = 0; draw < 5_000; draw += 1) seen.add(randomBytes(8).toString("hex"));
    expect(seen.size).toBe(5_000);
  });

  it("keeps what it gave when the pool is drawn anew", () => {
    const first = randomBytes(16);
    const before = first.toString("hex");
    for (let draw = 0; draw < 1_000; draw += 1) randomBytes(16);
    expect(first.toString("hex")).toBe(before);
  });
});
