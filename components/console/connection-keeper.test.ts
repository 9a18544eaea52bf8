// A connection that is kept comes back by itself, and only then.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterEvent, newAttempt } from "#lib/console/attempt.ts";
import { ConnectionKeeper } from "./connection-keeper.ts";

const start = newAttempt(1, { url: "ws://h/a", offered: [], at: 0 });
const open = afterEvent(start, { kind: "opened", at: 0, subprotocol: "", extensions: "" });
const closed = (at: number, code: number) =>
  afterEvent(open, { kind: "closed", at, code, reason: "", isClean: false });
const broken = closed(5, 1006);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function keeping(): { keeper: ConnectionKeeper; tried: number[] } {
  const tried: number[] = [];
  const retry = (id: number) => void tried.push(id);
  return { tried, keeper: new ConnectionKeeper({ retry, now: Date.now, random: () => 0.5 }) };
}

test("nothing is tried again until somebody asks", () => {
  const { keeper, tried } = keeping();
  keeper.ended(1, broken);
  vi.runAllTimers();
  expect(tried).toEqual([]);
  expect(keeper.retryAt.size).toBe(0);
});

test("one that broke already is tried again from when it is kept", () => {
  const { keeper, tried } = keeping();
  keeper.keep(1, broken);
  expect(keeper.retryAt.get(1)).toBe(250);
  vi.advanceTimersByTime(249);
  expect(tried).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(tried).toEqual([1]);
});

test("waits longer with each failure, and begins anew after one that stood", () => {
  const { keeper } = keeping();
  keeper.keep(1, open);
  const waits = [closed(5, 1006), closed(5, 1006), start, closed(20_000, 1006), closed(5, 1006)].map(
    (attempt) => {
      keeper.began(1);
      if (attempt === start) keeper.failed(1);
      else keeper.ended(1, attempt);
      return (keeper.retryAt.get(1) ?? 0) - Date.now();
    },
  );
  expect(waits).toEqual([250, 500, 1000, 250, 500]);
});

test("a wait is over once an attempt began, by whomever: what is ended then stays ended", () => {
  const { keeper, tried } = keeping();
  keeper.keep(1, broken);
  keeper.began(1);
  expect(keeper.retryAt.get(1)).toBeNull();
  keeper.ended(1, afterEvent(afterEvent(open, { kind: "closing" }), { ...closing, code: 1000 }));
  vi.runAllTimers();
  expect(tried).toEqual([]);
  expect(keeper.isKept(1)).toBe(true);
});

test("waits as long as the gateway asks for, and no shorter than it would", () => {
  const { keeper, tried } = keeping();
  keeper.keep(1, broken);
  keeper.waitAtLeast(1, 5000);
  keeper.waitAtLeast(1, 1000);
  keeper.waitAtLeast(2, 1000);
  vi.advanceTimersByTime(4999);
  expect(tried).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(tried).toEqual([1]);
});

test("one that is let go of is not tried again", () => {
  const { keeper, tried } = keeping();
  keeper.keep(1, broken);
  keeper.keep(2, broken);
  keeper.letGo(1);
  vi.runAllTimers();
  expect(tried).toEqual([2]);
  expect([...keeper.retryAt.keys()]).toEqual([2]);
});

const closing = { kind: "closed", at: 10, reason: "", isClean: true } as const;
