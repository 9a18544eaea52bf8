// Attempts are asked about once each, as long as it takes, and what is lasting is heeded.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type AttemptEvent, afterEvent, newAttempt } from "#lib/console/attempt.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { AttemptExplanations, type Explanation, type ToldAttempts } from "./attempt-explanations.ts";
import { NO_TOPIC } from "./connection-labels.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const LONG_MS = 20_000;
const failed: AttemptEvent = { kind: "closed", at: 1, code: 1006, reason: "", isClean: false };
function connection(event: AttemptEvent, number = 1) {
  const attempt = newAttempt(number, { url: "ws://h/a?x=1", offered: [], at: 0, attemptId: "a1" });
  return { id: 1, name: "A", colour: 0, topic: NO_TOPIC, attempt: afterEvent(attempt, event) };
}
const refused: NonNullable<Explanation> = {
  ...{ connectionId: "c1", happened: "Revoked.", advice: "Get another.", isCertain: true, handshake: "" },
  refusal: { isLasting: true, retryAfterSeconds: 0 },
};

function asked(answers: readonly Outcome<Explanation>[]) {
  const told: ToldAttempts[] = [];
  const heeded: unknown[] = [];
  const explanations = new AttemptExplanations({
    onTold: (it) => told.push(it),
    onRefused: (id, { isLasting }) => heeded.push([id, isLasting]),
  });
  const left = [...answers];
  const ask = vi.fn(async () => left.shift() ?? done(null));
  explanations.askWith(ask);
  return { explanations, ask, heeded, last: () => told.at(-1)?.get(1)?.told };
}

test("a lasting refusal is heeded with no page that shows it", async () => {
  const { explanations, ask, heeded, last } = asked([done(null), done(refused)]);
  explanations.take([connection(failed)]);
  expect(last()).toEqual({ kind: "asking" });
  explanations.take([connection(failed)]);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(heeded).toEqual([[1, true]]);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(last()).toEqual({ kind: "found", found: refused });
});

test("what is found of an attempt is heeded when the next has begun, and not shown for that one", async () => {
  const { explanations, heeded, last } = asked([done(refused), done(null)]);
  explanations.take([connection(failed)]);
  explanations.take([connection(failed, 2)]);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(heeded).toHaveLength(1);
  expect(last()).toEqual({ kind: "none" });
});

test("what nobody looked for is not said to be missing, and is not asked for again", async () => {
  const { explanations, ask, last } = asked([refuse("nameless", "It has no name.")]);
  explanations.take([connection(failed)]);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(last()).toEqual({ kind: "not looked for", why: "It has no name." });
});

test("a portal that does not answer is asked again", async () => {
  const { explanations, last } = asked([refuse("unreachable", "x"), done(refused)]);
  explanations.take([connection(failed)]);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(last()).toMatchObject({ kind: "found" });
});

test("what was given up, forbidden or ended well is not asked about", async () => {
  const { explanations, ask } = asked([]);
  explanations.take([connection({ kind: "cancelled", at: 1 })]);
  explanations.take([connection({ kind: "forbidden", at: 1, words: "no" })]);
  explanations.take([connection({ ...failed, code: 1000 })]);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(ask).not.toHaveBeenCalled();
});
