import { describe, expect, it } from "vitest";
import { closingLine, countPhase, countPlaywright, countVitest, sum } from "./test-count.mjs";

describe("counting tests", () => {
  it("reads Vitest's report", () => {
    const report = { numPassedTests: 40, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 };
    expect(countVitest(report)).toEqual({ passed: 40, failed: 2, skipped: 2 });
  });

  it("reads Playwright's report, a flaky test as passed", () => {
    const report = { stats: { expected: 9, unexpected: 1, flaky: 2, skipped: 3 } };
    expect(countPlaywright(report)).toEqual({ passed: 11, failed: 1, skipped: 3 });
  });

  it("does not take another report for its own", () => {
    expect(countVitest({ stats: {} })).toBeNull();
    expect(countPlaywright({ numPassedTests: 1 })).toBeNull();
  });

  it("counts a phase without tests as one", () => {
    expect(countPhase({ code: 0, count: null })).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(countPhase({ code: 2, count: null })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it("never reports a crashed runner as without failures", () => {
    const count = { passed: 12, failed: 0, skipped: 0 };
    expect(countPhase({ code: 1, count }).failed).toBe(1);
    expect(countPhase({ code: 0, count })).toEqual(count);
  });

  it("closes with one plain line", () => {
    const total = sum([
      { passed: 40, failed: 1, skipped: 0 },
      { passed: 2, failed: 0, skipped: 0 },
    ]);
    expect(closingLine(total)).toBe("42 passed, 1 failed");
    expect(closingLine({ ...total, skipped: 3 })).toBe("42 passed, 1 failed, 3 skipped");
  });
});
