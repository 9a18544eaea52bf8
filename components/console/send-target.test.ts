// A message never goes to another connection than the one it is meant for.
import { expect, test } from "vitest";
import { type AttemptEvent, afterEvent, newAttempt } from "#lib/console/attempt.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import { sendChoices, sendTarget, unsendableWords } from "./send-target.ts";

const opened = { kind: "opened", at: 1, subprotocol: "", extensions: "" } as const;
const closed = { kind: "closed", at: 2, code: 1006, reason: "", isClean: false } as const;
function connection(id: number, name: string, ...events: AttemptEvent[]): ConsoleConnection {
  const attempt = newAttempt(1, { url: "ws://h/", offered: [], at: 0 });
  return { id, name, colour: 0, topic: NO_TOPIC, attempt: events.reduce(afterEvent, attempt) };
}
const openA = connection(1, "user A", opened);
const closedA = connection(1, "user A", opened, closed);
const openB = connection(2, "user B", opened);

test("where the chosen one closed, nothing goes to the other, and that is said", () => {
  const target = sendTarget([closedA, openB], 1);
  expect(target).toBe(closedA);
  const choices = sendChoices([closedA, openB], target);
  expect(choices).toEqual([closedA, openB]);
  expect(unsendableWords(target, choices)).toBe("user A is closed: reconnect it, or choose another.");
});

test("where nobody chose, the newest is meant, also once it closed", () => {
  const closedB = connection(2, "user B", opened, closed);
  expect(sendTarget([openA, openB], null)).toBe(openB);
  expect(sendTarget([openA, closedB], null)).toBe(closedB);
});

test("where the chosen one was taken off, somebody chooses again", () => {
  expect(sendTarget([openB], 1)).toBeNull();
  expect(unsendableWords(null, sendChoices([openB], null))).toBe("Choose whom it goes to.");
});

test("a connection of a file is never meant", () => {
  const attempt = newAttempt(1, { url: "", offered: [], at: 0 });
  const ofFile = { ...connection(3, "old"), attempt };
  expect(sendTarget([openA, ofFile], null)).toBe(openA);
  expect(sendTarget([ofFile], null)).toBeNull();
  expect(unsendableWords(null, [])).toBe("Connect first.");
});
