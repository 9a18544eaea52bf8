// The checks of a definition that need a large checker of their own: the schema of AsyncAPI, and the reference parser. Each
// runs in threads that keep it.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { digestOf, outcomeOf, TIME_LIMIT_MS, TOO_SLOW_TO_CHECK } from "#lib/definition-work/job-outcome.ts";
import { JobThreads } from "#lib/definition-work/job-threads.ts";
import { done, type Outcome } from "#lib/kernel/outcome.ts";

/** One thread, kept: it has compiled a large schema, and checks one text in some milliseconds. */
const schemaThreads = new JobThreads({
  file: join(/* turbopackIgnore: true */ process.cwd(), "lib/definition-work/schema-worker.ts"),
  threads: 1,
  waiting: 64,
  waitingEach: 4,
  timeLimitMs: TIME_LIMIT_MS,
  memoryLimitMb: 768,
  idleAfterMs: 10 * 60_000,
});

/**
 * Errors that the schema of AsyncAPI finds in a text that the other checks take. Persons, by id, take turns. Refusals: `definition_too_slow`,
 * `definition_busy`.
 */
export async function checkSchema(text: string, person: string): Promise<Outcome<readonly Diagnostic[]>> {
  const answer = await schemaThreads.run(text, { person, subject: "" });
  return outcomeOf<readonly Diagnostic[]>(answer, TOO_SLOW_TO_CHECK);
}

/** A parser takes some 200 MB: one for every two processors, and two at least, so that one person's large text holds up nobody else. */
const referenceThreads = new JobThreads({
  file: join(/* turbopackIgnore: true */ process.cwd(), "lib/definition-work/reference-worker.ts"),
  threads: Math.max(2, Math.floor(availableParallelism() / 2)),
  waiting: 64,
  waitingEach: 4,
  timeLimitMs: TIME_LIMIT_MS,
  memoryLimitMb: 768,
  idleAfterMs: 10 * 60_000,
});

/** Of the last texts that were judged: whoever validates a text often deploys it next. */
const verdicts = new Map<string, readonly Diagnostic[]>();
const MAX_VERDICTS = 200;

/**
 * What the reference parser finds in a text: it has the last word before a deployment. Persons, by id, take turns.
 * Refusals: `definition_too_slow`, `definition_busy`.
 */
export async function checkReference(text: string, person: string): Promise<Outcome<readonly Diagnostic[]>> {
  const subject = digestOf(text);
  const known = verdicts.get(subject);
  if (known) return done(known);
  const answer = await referenceThreads.run(text, {
    person,
    subject,
  });
  // The thread answers with what the parser gave.
  const outcome = outcomeOf<readonly Diagnostic[]>(answer, TOO_SLOW_TO_CHECK);
  if (outcome.ok) verdicts.set(subject, outcome.value);
  for (const oldest of verdicts.keys()) if (verdicts.size > MAX_VERDICTS) verdicts.delete(oldest);
  return outcome;
}
