// Reads what somebody imports, in a thread with a limit of time and memory: the text may be made to keep a reader busy.
import { join } from "node:path";
import { digestOf, outcomeOf, TOO_SLOW } from "#lib/definition-work/job-outcome.ts";
import { JobThreads } from "#lib/definition-work/job-threads.ts";
import type { JudgeEgress } from "#lib/egress/egress-policy.ts";
import { fetchDocument, MAX_FETCHED_BYTES, TIME_LIMIT_MS } from "#lib/imports/fetching/commands.ts";
import {
  type IncludedReferences,
  includeReferences,
  type ReferencesInput,
} from "#lib/imports/fetching/include-references.ts";
import type { BroughtFiles } from "#lib/imports/files/brought-files.ts";
import type { Bundle } from "#lib/imports/files/bundle.ts";
import type { SentForm } from "#lib/imports/files/read-files.ts";
import type { ImportChoices, ImportReading } from "#lib/imports/import-reading.ts";
import { type Outcome, refuse } from "#lib/kernel/outcome.ts";

/** Two, so that one person's slow text holds up nobody else: a parser and a converter take 300 MB, while somebody imports. */
const threads = new JobThreads({
  file: join(/* turbopackIgnore: true */ process.cwd(), "lib/imports/import-worker.ts"),
  threads: 2,
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
  const subject = digestOf(text);
  const key = `${subject} ${JSON.stringify(choices)}`;
  const known = readings.get(key);
  if (known !== undefined) return known;
  const answer = await threads.run({ text, choices }, { person, subject });
  const outcome = outcomeOf<ImportReading>(answer, TOO_SLOW);
  if (outcome.ok) rememberReading(key, outcome);
  return outcome;
}

/** The readings made last: a form asks for the same again with each step, and Replace reads what is stored each time. */
const readings = new Map<string, Outcome<ImportReading>>();
const MOST_READINGS = 8;

function rememberReading(key: string, reading: Outcome<ImportReading>): void {
  readings.set(key, reading);
  const [oldest] = readings.keys();
  if (readings.size > MOST_READINGS && oldest !== undefined) readings.delete(oldest);
}

/** Whose files are being read: they may be large, so that each person has one form at a time. */
const bringing = new Set<string>();
const MAX_BRINGING = 8;

/**
 * The document that files become. `receive` reads the form: called once it is this person's turn, so that few are held in
 * memory. Refusals: those of `receive` and of `readFiles`, `definition_too_slow`, `definition_busy`.
 */
export async function bringFiles(
  receive: () => Promise<Outcome<SentForm>>,
  person: string,
): Promise<Outcome<BroughtFiles>> {
  return inTurn(person, async () => {
    const form = await receive();
    if (!form.ok) return form;
    const answer = await threads.run({ form: form.value }, { person, subject: "files" });
    const outcome = outcomeOf<Outcome<BroughtFiles>>(answer, TOO_SLOW_FILES);
    return outcome.ok ? outcome.value : outcome;
  });
}

/**
 * A document with what it refers to by address, which is fetched under the rules for documents: 10 MB and 10 s in all.
 * Refusals: those of `includeReferences`, `definition_too_slow`, `definition_busy`.
 */
export async function fetchReferences(
  input: ReferencesInput,
  judge: JudgeEgress,
  person: string,
): Promise<Outcome<IncludedReferences>> {
  return inTurn(person, () => {
    const shared = { signal: AbortSignal.timeout(TIME_LIMIT_MS), bytesLeft: MAX_FETCHED_BYTES };
    return includeReferences(input, {
      fetch: (address) => fetchDocument(address, { judge, shared }),
      bundle: async (bundle) =>
        outcomeOf<Bundle>(await threads.run({ bundle }, { person, subject: "files" }), TOO_SLOW_FILES),
    });
  });
}

async function inTurn<Value>(person: string, bring: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if (bringing.has(person))
    return refuse("definition_busy", "Files of yours are being read just now: try again when they are done.");
  if (bringing.size >= MAX_BRINGING)
    return refuse("definition_busy", "Many files are being read just now: try again in a moment.");
  bringing.add(person);
  try {
    return await bring();
  } finally {
    bringing.delete(person);
  }
}

const TOO_SLOW_FILES =
  "These files take too long to read. Bring only the document and the files that it refers to, or shorten them.";
