// Spreading over time, on a clock that stands still until told.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { stagger } from "#gateway/data-plane/connections/stagger.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(count: number, windowMs: number) {
  const done: number[] = [];
  const items = Array.from({ length: count }, (_, index) => index);
  const finish = stagger(items, windowMs, (item) => done.push(item));
  return { items, done, finish };
}

it("acts on all items in order, within the window, and evenly", () => {
  const { items, done } = start(1_000, 1_000);
  expect(done.length).toBe(25);
  vi.advanceTimersByTime(500);
  expect(done.length).toBeGreaterThan(450);
  expect(done.length).toBeLessThan(550);
  vi.advanceTimersByTime(500);
  expect(done).toEqual(items);
  expect(vi.getTimerCount()).toBe(0);
});

it("acts at once without a window, and leaves no timer behind", () => {
  expect(start(10, 0).done.length).toBe(10);
  expect(start(0, 1_000).done.length).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
