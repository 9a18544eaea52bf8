import { describe, expect, it } from "vitest";
import type { Quota } from "#lib/routes/plan-record.ts";
import { chartTitle, consequenceWords, instantWords, useWords, windowWords } from "./use-words.ts";

const hourly: Quota = {
  unit: "messages",
  amount: 1_000,
  per: "hour",
  directions: "fromClient",
  action: "close",
};

describe("the use of a quota in words", () => {
  it("says what is used and what is left", () => {
    expect(useWords({ quota: hourly, used: 1 })).toBe(
      "1 message of 1,000 messages sent an hour used, 999 messages left",
    );
  });

  it("warns from 80 % on, and not before", () => {
    expect(useWords({ quota: hourly, used: 799 })).not.toContain("80 %");
    expect(useWords({ quota: hourly, used: 800 })).toBe(
      "800 messages of 1,000 messages sent an hour used: 80 % or more. Only 200 messages left",
    );
  });

  it("says that nothing is left, also where workers together went over", () => {
    expect(useWords({ quota: hourly, used: 1_003 })).toMatch(/used: nothing is left$/);
  });

  it("says what happens until the next window only once nothing is left", () => {
    const wordsAt = (used: number, action: Quota["action"]) =>
      consequenceWords({ quota: { ...hourly, action }, used });
    expect(wordsAt(999, "close")).toBe("");
    expect(wordsAt(1_000, "close")).toBe("Until then one more message closes its connection (4429).");
    expect(wordsAt(1_000, "slow")).toMatch(/messages wait/);
    expect(wordsAt(1_000, "drop")).toMatch(/messages are dropped/);
  });

  it("measures bytes as bytes", () => {
    const daily: Quota = { ...hourly, unit: "bytes", amount: 2_000, per: "day", directions: "both" };
    expect(useWords({ quota: daily, used: 500 })).toBe("500 B of 2 kB a day used, 1.5 kB left");
    expect(chartTitle(daily)).toBe("Bytes, by day");
  });
});

describe("the times of a quota", () => {
  it("name their zone, and are of it whatever the clock here", () => {
    const startMs = Date.parse("2026-11-30T23:00:00Z");
    expect(instantWords(startMs, "UTC")).toBe("2026-11-30 23:00 UTC");
    expect(windowWords("hour", "UTC", startMs)).toBe("23:00");
    expect(windowWords("day", "UTC", startMs)).toBe("30 Nov");
    expect(windowWords("month", "UTC", startMs)).toBe("Nov 2026");
    expect(instantWords(startMs, "Asia/Kolkata")).toBe("2026-12-01 04:30 +05:30 Asia/Kolkata");
    expect(windowWords("day", "Asia/Kolkata", startMs)).toBe("1 Dec");
    // Of an hour that clocks show twice the offset says which one it is.
    const again = Date.parse("2026-11-01T06:00:00Z");
    expect(instantWords(again, "America/New_York")).toBe("2026-11-01 01:00 -05:00 America/New_York");
  });
});
