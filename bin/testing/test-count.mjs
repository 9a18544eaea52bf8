// Adds up what the test runners counted, for the closing line `N passed, N failed`. Pure.

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @returns {Count | null} null when it is not a report of Vitest's json reporter */
export function countVitest(report) {
  if (typeof report?.numPassedTests !== "number") return null;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

/** @returns {Count | null} null when it is not a report of Playwright's json reporter */
export function countPlaywright(report) {
  const stats = report?.stats;
  if (typeof stats?.expected !== "number") return null;
  // A flaky test passed when it was tried again.
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

/**
 * The count of one phase. A phase without tests of its own (lint, build) counts as one. One that failed
 * without a failed test (a crash, an error outside of any test) counts as one failure more.
 * @param {{ code: number, count: Count | null }} phase code: the exit code
 * @returns {Count}
 */
export function countPhase({ code, count }) {
  if (!count) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** @param {Count[]} counts @returns {Count} */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

/** @param {Count} count @returns {string} `212 passed, 0 failed`, with the skipped ones when there are any */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
