// A connection that broke comes back, with patience; one that was ended stays ended.
import { expect, test } from "vitest";
import { afterEvent, newAttempt } from "./attempt.ts";
import { failuresAfter, isBroken, waitMs } from "./backoff.ts";

const start = newAttempt(1, { url: "ws://h/a", offered: [], at: 0 });
const open = afterEvent(start, { kind: "opened", at: 100, subprotocol: "", extensions: "" });
const closed = (at: number, code: number) =>
  ({ kind: "closed", at, code, reason: "", isClean: false }) as const;

test("waits up to a bound that doubles and ends at half a minute", () => {
  expect([1, 2, 3, 7, 50].map((failures) => waitMs(failures, 0.999_999))).toEqual([
    500, 1000, 2000, 30_000, 30_000,
  ]);
  expect(waitMs(5, 0)).toBe(0);
});

test("begins anew only after a time that the connection stood", () => {
  expect(failuresAfter(4, afterEvent(start, closed(50, 1006)))).toBe(5);
  expect(failuresAfter(4, afterEvent(open, closed(5_000, 1006)))).toBe(5);
  expect(failuresAfter(4, afterEvent(open, closed(10_100, 1006)))).toBe(1);
});

test("is for what broke, not for what was ended", () => {
  expect(isBroken(afterEvent(open, closed(200, 1012)))).toBe(true);
  expect(isBroken(afterEvent(start, closed(200, 1006)))).toBe(true);
  expect(isBroken(afterEvent(open, closed(200, 1000)))).toBe(false);
  expect(isBroken(afterEvent(afterEvent(open, { kind: "closing" }), closed(200, 1006)))).toBe(false);
  expect(isBroken(afterEvent(start, { kind: "cancelled", at: 5 }))).toBe(false);
  expect(isBroken(open)).toBe(false);
});
