import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quotaWindows } from "./plan-record.ts";
import { quotaWindowAt } from "./quota-window.ts";

const at = (text: string) => Date.parse(text);
const HOUR_MS = 3_600_000;

it.each([
  ["minute", "2026-02-28T23:59:30Z", "2026-02-28T23:59:00Z", "2026-03-01T00:00:00Z"],
  ["hour", "2026-02-28T23:59:30Z", "2026-02-28T23:00:00Z", "2026-03-01T00:00:00Z"],
  ["day", "2026-02-28T23:59:30Z", "2026-02-28T00:00:00Z", "2026-03-01T00:00:00Z"],
  ["day", "2028-02-29T12:00:00Z", "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z"],
  ["month", "2028-02-29T12:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"],
  ["month", "2026-12-31T23:59:30Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"],
] as const)("a %s is a calendar window in UTC", (per, now, start, end) => {
  expect(quotaWindowAt(per, "UTC", at(now))).toEqual({ startMs: at(start), endMs: at(end) });
  expect(quotaWindowAt(per, "UTC", at(end)).startMs).toBe(at(end));
});

describe("a window by the clocks of a zone", () => {
  it.each([
    ["an hour of a zone of half hours", "hour", "Asia/Kolkata", "2026-05-01T10:00+05:30", 1],
    ["a day of one", "day", "Asia/Kolkata", "2026-05-01T00:00+05:30", 24],
    ["a month of one", "month", "Asia/Kolkata", "2026-05-01T00:00+05:30", 31 * 24],
    ["a February of a leap year", "month", "Asia/Kolkata", "2028-02-01T00:00+05:30", 29 * 24],
    ["a leap day", "day", "Asia/Kolkata", "2028-02-29T00:00+05:30", 24],
    ["a day on which clocks are put on", "day", "America/New_York", "2026-03-08T00:00-05:00", 23],
    ["a day on which clocks are put back", "day", "America/New_York", "2026-11-01T00:00-04:00", 25],
    [
      "a month in which clocks are put on",
      "month",
      "America/New_York",
      "2026-03-01T00:00-05:00",
      31 * 24 - 1,
    ],
    ["the last month of a year", "month", "America/New_York", "2026-12-01T00:00-05:00", 31 * 24],
    ["an hour that is shown twice, first", "hour", "America/New_York", "2026-11-01T01:00-04:00", 1],
    ["an hour that is shown twice, again", "hour", "America/New_York", "2026-11-01T01:00-05:00", 1],
    ["the hour after one that is skipped", "hour", "America/New_York", "2026-03-08T03:00-04:00", 1],
    [
      "a day on which clocks are put on by half an hour",
      "day",
      "Australia/Lord_Howe",
      "2026-10-04T00:00+10:30",
      23.5,
    ],
    [
      "the rest of an hour that is half skipped",
      "hour",
      "Australia/Lord_Howe",
      "2026-10-04T02:30+11:00",
      0.5,
    ],
    ["a day on which they are put back by it", "day", "Australia/Lord_Howe", "2026-04-05T00:00+11:00", 24.5],
    ["an hour that is half repeated", "hour", "Australia/Lord_Howe", "2026-04-05T01:00+11:00", 1],
    ["its repeated half", "hour", "Australia/Lord_Howe", "2026-04-05T01:30+10:30", 0.5],
    ["the day before one that is skipped", "day", "Pacific/Apia", "2011-12-29T00:00-10:00", 24],
    ["the day after one that is skipped", "day", "Pacific/Apia", "2011-12-31T00:00+14:00", 24],
    ["the month that lacks it", "month", "Pacific/Apia", "2011-12-01T00:00-10:00", 30 * 24],
    ["a day whose midnight is skipped", "day", "America/Sao_Paulo", "2018-11-04T01:00-02:00", 23],
    ["a day whose last hour is shown twice", "day", "America/Sao_Paulo", "2018-02-17T00:00-02:00", 25],
    ["a day put back into after it began", "day", "America/St_Johns", "2010-11-07T00:00-02:30", 25],
  ] as const)("is %s", (_, per, timeZone, start, hours) => {
    const window = { startMs: at(start), endMs: at(start) + hours * HOUR_MS };
    for (const moment of [window.startMs, (window.startMs + window.endMs) / 2, window.endMs - 1])
      expect(quotaWindowAt(per, timeZone, moment)).toEqual(window);
  });

  it("is never one of a day that was skipped", () => {
    const { endMs } = quotaWindowAt("day", "Pacific/Apia", at("2011-12-29T12:00-10:00"));
    expect(endMs).toBe(at("2011-12-31T00:00+14:00"));
  });

  it("is of UTC where the zone is not known here", () => {
    const now = at("2026-05-01T10:00Z");
    expect(quotaWindowAt("day", "Mars/Olympus_Mons", now)).toEqual(quotaWindowAt("day", "UTC", now));
  });

  it("begins where the one before it ends, in all zones and at all times", () => {
    const moments = fc.integer({ min: at("1970-01-03T00:00Z"), max: at("2100-01-01T00:00Z") });
    const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    const longest = { minute: 60_000, hour: HOUR_MS, day: 49 * HOUR_MS, month: 32 * 24 * HOUR_MS };
    fc.assert(
      fc.property(fc.constantFrom(...quotaWindows), zones, moments, (per, timeZone, moment) => {
        const window = quotaWindowAt(per, timeZone, moment);
        expect(window.startMs).toBeLessThanOrEqual(moment);
        expect(window.endMs).toBeGreaterThan(moment);
        expect(window.endMs - window.startMs).toBeLessThanOrEqual(longest[per]);
        expect(quotaWindowAt(per, timeZone, window.startMs)).toEqual(window);
        expect(quotaWindowAt(per, timeZone, window.endMs - 1)).toEqual(window);
        expect(quotaWindowAt(per, timeZone, window.endMs).startMs).toBe(window.endMs);
        expect(quotaWindowAt(per, timeZone, window.startMs - 1).endMs).toBe(window.startMs);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    "America/New_York",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Apia",
    "Africa/Casablanca",
  ])("leaves no gap over the changes of the clock in %s", (timeZone) => {
    for (const [per, from, to] of [
      ["hour", "2011-10-25T00:00Z", "2011-11-10T00:00Z"],
      ["day", "2010-10-01T00:00Z", "2012-01-10T00:00Z"],
      ["month", "2000-01-01T00:00Z", "2020-01-01T00:00Z"],
    ] as const) {
      let { endMs } = quotaWindowAt(per, timeZone, at(from));
      while (endMs < at(to)) {
        const next = quotaWindowAt(per, timeZone, endMs);
        expect(next.startMs).toBe(endMs);
        expect(quotaWindowAt(per, timeZone, next.endMs - 1)).toEqual(next);
        endMs = next.endMs;
      }
    }
  });
});
