// How often a page asks.
import { expect, test } from "vitest";
import { type FeedAnswer, nextWaitMs } from "./feed-pace.ts";

function waits(pace: Parameters<typeof nextWaitMs>[0], answers: readonly FeedAnswer[]): readonly number[] {
  let waitMs = pace.everyMs;
  return answers.map((answer) => {
    waitMs = nextWaitMs(pace, waitMs, answer);
    return waitMs;
  });
}

test("asks less and less while nothing changes, and soon again once something does", () => {
  const pace = { everyMs: 2_000, calmMs: 10_000 };
  expect(waits(pace, ["same", "same", "same", "same", "new", "same"])).toEqual([
    4_000, 8_000, 10_000, 10_000, 2_000, 4_000,
  ]);
});

test("keeps its pace where each answer has to come in time", () => {
  const pace = { everyMs: 1_000, calmMs: 1_000 };
  expect(waits(pace, ["same", "new", "same"])).toEqual([1_000, 1_000, 1_000]);
});

test("backs off while the portal does not answer", () => {
  const pace = { everyMs: 1_000, calmMs: 1_000 };
  expect(waits(pace, ["none", "none", "none", "none", "none", "same"])).toEqual([
    2_000, 4_000, 8_000, 15_000, 15_000, 1_000,
  ]);
  expect(waits({ everyMs: 60_000, calmMs: 60_000 }, ["none", "none"])).toEqual([60_000, 60_000]);
});
