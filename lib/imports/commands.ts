// Reads what somebody imports, in a thread with a limit of time and memory: the text may be made to keep a reader busy.
import { join } from "node:path";
import { digestOf, outcomeOf, TOO_SLOW } from "#lib/definition-work/job-outcome.ts";
import { JobThreads } from "#lib/definition-work/job-threads.ts";
import type { ImportChoices, ImportReading } from "#lib/imports/import-reading.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";

/** One at a time: nobody imports all day, and a parser and a converter take 300 MB. */
const threads = new JobThreads({
  file: join(/* turbopackIgnore: true */ process.cwd(), "lib/imports/import-worker.ts"),
  threads: 1,
  waiting: 32,
  waitingEach: 4,
  timeLimitMs: 5_000,
  memoryLimitMb: 768,
  idleAfterMs: 2 * 60_000,
});

/**
 * What a document that somebody brings becomes, with all that Sluice and the reference parser find in it. Persons, by id,
 * take turns. Refusals: `definition_too_slow`, `definition_busy`.
 */
export async function readImport(
  text: string,
  choices: ImportChoices,
  person: string,
): Promise<Outcome<ImportReading>> {
  const answer = await threads.run({ text, choices }, { person, subject: digestOf(text) });
  return outcomeOf<ImportReading>(answer, TOO_SLOW);
}
