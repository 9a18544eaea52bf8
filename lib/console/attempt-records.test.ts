// The attempts of a console's connections: each as it was last, and not without end.
import { expect, test } from "vitest";
import { afterEvent, newAttempt } from "./attempt.ts";
import { AttemptRecords } from "./attempt-records.ts";

const attempt = (number: number) => newAttempt(number, { url: "ws://h/a", offered: [], at: number });

test("each attempt of each connection is found as it was last", () => {
  const records = new AttemptRecords();
  records.take(1, attempt(1));
  records.take(2, attempt(1));
  const over = afterEvent(attempt(1), { kind: "cancelled", at: 2 });
  records.take(1, over);
  expect(records.find(1, 1)).toBe(over);
  expect(records.find(2, 1)?.state).toBe("connecting");
  expect(records.find(1, 2)).toBeUndefined();
});

test("the oldest of very many are forgotten", () => {
  const records = new AttemptRecords();
  for (let number = 1; number <= 1001; number += 1) records.take(1, attempt(number));
  expect(records.find(1, 1)).toBeUndefined();
  expect(records.find(1, 2)?.number).toBe(2);
});
