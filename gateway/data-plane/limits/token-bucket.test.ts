// The arithmetic of an allowance.
import { describe, expect, it } from "vitest";
import { TokenBucket } from "#gateway/data-plane/limits/token-bucket.ts";

describe("TokenBucket", () => {
  it("starts full, and grows by its rate up to its burst", () => {
    const bucket = new TokenBucket(10, 5, 0);
    expect(bucket.available(0)).toBe(5);
    bucket.take(5);
    expect(bucket.available(100)).toBe(1);
    expect(bucket.available(60_000)).toBe(5);
  });

  it("pays a debt first, and says how long that takes", () => {
    const bucket = new TokenBucket(10, 5, 0);
    bucket.take(25);
    expect(bucket.msUntil(0)).toBe(2_000);
    expect(bucket.available(1_000)).toBe(-10);
    expect(bucket.msUntil(1)).toBe(1_100);
    expect(bucket.available(2_100)).toBe(1);
    expect(bucket.msUntil(1)).toBe(0);
  });

  it("does not shrink where the clock goes back", () => {
    const bucket = new TokenBucket(10, 5, 1_000);
    bucket.take(5);
    expect(bucket.available(0)).toBe(0);
    expect(bucket.available(1_100)).toBe(1);
  });

  it("keeps its debt where rate and burst change", () => {
    const bucket = new TokenBucket(10, 10, 0);
    bucket.resize(5, 4, 0);
    expect(bucket.available(0)).toBe(4);
    bucket.take(14);
    bucket.resize(1, 100, 0);
    expect(bucket.available(1_000)).toBe(-9);
  });
});
