import { describe, expect, it } from "vitest";
import { rateBucket } from "#gateway/data-plane/limits/rate-bucket.ts";
import { SharedBucket } from "#gateway/data-plane/limits/shared-bucket.ts";
import { SharedUsage } from "#gateway/data-plane/limits/shared-usage.ts";

const TEN_MINUTES = 600_000;

function start() {
  const usage = new SharedUsage();
  let nowMs = 0;
  const rate = { perSecond: 100, burst: 100, action: "close" } as const;
  const bucket = new SharedBucket(rateBucket(rate, 0), "k", usage, () => nowMs);
  const others = (used: number, endsAtMs = nowMs + TEN_MINUTES) =>
    usage.setOthers([{ key: "k", used, endsAtMs }]);
  return {
    usage,
    bucket,
    others,
    at: (ms: number) => {
      nowMs = ms;
      return bucket.available(ms);
    },
  };
}

describe("a shared rate", () => {
  it("is not in debt for what the others took while it grew", () => {
    const { others, at } = start();
    // 50 of 100 a second, for ten minutes in which nothing passed here.
    others(30_000);
    expect(at(TEN_MINUTES)).toBe(100);
    others(30_080);
    expect(at(TEN_MINUTES)).toBe(20);
  });

  it("charges nothing twice where what the others took was forgotten meanwhile", () => {
    const { usage, others, at } = start();
    others(100_000, 1_000);
    at(2_000_000);
    usage.forgetEnded(2_000_000);
    expect(at(2_000_000)).toBe(100);
    others(100_001);
    expect(at(2_000_000)).toBe(99);
    // Forgotten by the primary too: it begins anew.
    others(3);
    expect(at(2_000_000)).toBe(96);
  });

  it("keeps nothing of a key that has ended, whoever used it", () => {
    const { usage } = start();
    usage.setOthers([{ key: "theirs", used: 5, endsAtMs: 1_000 }]);
    usage.of("ours").add(5, 1_000);
    usage.forgetEnded(1_000);
    expect([usage.of("theirs").others, usage.of("ours").own]).toEqual([null, 0]);
  });

  it("reports what was taken since the last report", () => {
    const { usage, bucket } = start();
    bucket.take(2);
    bucket.take(3);
    expect(usage.takeChanges()).toMatchObject([{ key: "k", used: 5 }]);
    bucket.take(1);
    expect(usage.takeChanges()).toMatchObject([{ key: "k", used: 1 }]);
    expect(usage.takeChanges()).toEqual([]);
  });
});
