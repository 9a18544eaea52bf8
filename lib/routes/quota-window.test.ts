import { expect, it } from "vitest";
import { quotaWindowAt } from "./quota-window.ts";

const at = (text: string) => Date.parse(text);

it.each([
  ["minute", "2026-02-28T23:59:30Z", "2026-02-28T23:59:00Z", "2026-03-01T00:00:00Z"],
  ["hour", "2026-02-28T23:59:30Z", "2026-02-28T23:00:00Z", "2026-03-01T00:00:00Z"],
  ["day", "2026-02-28T23:59:30Z", "2026-02-28T00:00:00Z", "2026-03-01T00:00:00Z"],
  ["month", "2026-12-31T23:59:30Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"],
] as const)("a %s is a calendar window in UTC", (per, now, start, end) => {
  expect(quotaWindowAt(per, at(now))).toEqual({ startMs: at(start), endMs: at(end) });
  expect(quotaWindowAt(per, at(end)).startMs).toBe(at(end));
});
