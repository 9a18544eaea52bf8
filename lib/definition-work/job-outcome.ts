// What the answers of threads that work on definitions mean to the person who waits for them.
import { createHash } from "node:crypto";
import type { JobAnswer } from "#lib/definition-work/job-threads.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";

/** What one job on a definition may take. */
export const TIME_LIMIT_MS = 5_000;

export const TOO_SLOW =
  "This definition takes too long to read. Shorten it, or write out what refers to itself many times.";

export const TOO_SLOW_TO_CHECK =
  "This definition is too large to be checked in time. Shorten it, or move parts of it to an API of their own.";

const BUSY = "Many large definitions are being read just now: try again in a moment.";

const OWN_BUSY =
  "Several of your large definitions are being read just now: wait until they are done, then try again.";

/** What a thread's answer means to a person; throws where the job itself failed. */
export function outcomeOf<Value>(answer: JobAnswer, tooSlow: string): Outcome<Value> {
  // The thread ran the very job that was asked for: its answer is of that job's type.
  if (answer.ok) return done(answer.value as Value);
  if (answer.reason === "slow") return refuse("definition_too_slow", tooSlow);
  if (answer.reason === "own_busy") return refuse("definition_busy", OWN_BUSY);
  if (answer.reason === "busy") return refuse("definition_busy", BUSY);
  throw new Error(`Work on a definition failed: ${answer.message}`);
}

/** Tells texts apart. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
