// An attempt goes one way, and its end is its end.
import { expect, test } from "vitest";
import { type AttemptEvent, afterEvent, isOver, newAttempt } from "./attempt.ts";

const start = newAttempt(1, { url: "ws://h/a", offered: ["chat"], at: 10 });
const opened: AttemptEvent = { kind: "opened", at: 20, subprotocol: "chat", extensions: "" };
const closed: AttemptEvent = { kind: "closed", at: 30, code: 1000, reason: "bye", isClean: true };

test("opens, closes, and tells how", () => {
  const open = afterEvent(start, opened);
  expect(open).toMatchObject({ state: "open", openedAt: 20, subprotocol: "chat" });
  const over = afterEvent(afterEvent(open, { kind: "closing" }), closed);
  expect(over).toMatchObject({
    state: "closed",
    endedAt: 30,
    close: { code: 1000, reason: "bye", isClean: true },
  });
});

test("what never opened has failed, what was given up is cancelled", () => {
  expect(afterEvent(start, { ...closed, code: 1006 }).state).toBe("failed");
  expect(afterEvent(start, { kind: "cancelled", at: 12 })).toMatchObject({ state: "cancelled", endedAt: 12 });
});

test("what the browser forbids is no failure, and says why", () => {
  const forbidden = afterEvent(start, { kind: "forbidden", at: 12, words: "Choose wss." });
  expect(forbidden).toMatchObject({ state: "forbidden", endedAt: 12, close: null, forbidden: "Choose wss." });
  expect(isOver(forbidden)).toBe(true);
});

test("nothing changes after the end, nor does what cannot follow", () => {
  const over = afterEvent(start, { kind: "cancelled", at: 12 });
  expect(isOver(over)).toBe(true);
  for (const event of [opened, closed, { kind: "closing" } as const])
    expect(afterEvent(over, event)).toBe(over);
  expect(afterEvent(start, { kind: "closing" })).toBe(start);
  const open = afterEvent(start, opened);
  expect(afterEvent(open, { kind: "cancelled", at: 40 })).toBe(open);
});
