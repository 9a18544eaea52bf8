import { expect, test } from "vitest";
import { namedAttempt } from "./named-attempt.ts";

const key = "01234567-89ab-4cde-8f01-23456789abcd";
const named = "sluice.attempt.0123456789ab4cde";

test("an attempt has a name beside what is offered, unless that are the person's own subprotocols alone", () => {
  expect(namedAttempt(["chat", "sluice.v1", "sluice.token.x"], key)).toEqual({
    protocols: ["chat", "sluice.v1", "sluice.token.x", named],
    attemptId: "0123456789ab4cde",
  });
  expect(namedAttempt([], key).protocols).toEqual(["sluice.v1", named]);
  expect(namedAttempt(["chat"], key)).toEqual({ protocols: ["chat"], attemptId: null });
});
