// Work on definitions, where it cannot hold up anybody else: what may be long runs in a thread with a limit of time and
// memory, what is short runs here; what pages ask for again and again is remembered by the text it was made of.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { ConsumerSettings } from "#lib/asyncapi/consumer-view.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import { mergeFindings } from "#lib/asyncapi/merge-findings.ts";
import { digestOf, outcomeOf, TIME_LIMIT_MS, TOO_SLOW } from "#lib/definition-work/job-outcome.ts";
import { JobThreads, NOBODY } from "#lib/definition-work/job-threads.ts";
import {
  type DefinitionFacts,
  type DocumentOpening,
  type JobInput,
  type JobName,
  type JobResult,
  opensWithMarkdown,
  runJob,
} from "#lib/definition-work/jobs.ts";
import { RememberedAnswers } from "#lib/definition-work/remembered-answers.ts";
import type { Shelf } from "#lib/definition-work/shelf.ts";
import { done, type Outcome } from "#lib/kernel/outcome.ts";
import { checkReference } from "./checking-commands.ts";
import { isShort } from "./short-text.ts";

/** Next bundles this file more than once, and the portal's start runs it as it stands: all of them share the threads. */
const holder = globalThis as typeof globalThis & { sluiceDefinitionThreads?: JobThreads };

/** The process runs in the folder of the package; Node loads the file itself, also where the rest is bundled. */
holder.sluiceDefinitionThreads ??= new JobThreads({
  file: join(/* turbopackIgnore: true */ process.cwd(), "lib/definition-work/worker.ts"),
  threads: Math.max(2, availableParallelism() - 1),
  waiting: 64,
  waitingEach: 8,
  timeLimitMs: TIME_LIMIT_MS,
  memoryLimitMb: 768,
  // A thread that has read a text answers the next question about it at once.
  idleAfterMs: 10 * 60_000,
});
const threads = holder.sluiceDefinitionThreads;

/**
 * Persons, by id, take turns. An opening with Markdown is made in a thread: its descriptions may be made to be slow.
 * Refusals: `definition_too_slow`, `definition_busy`. Throws where the job itself does.
 */
async function work<Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  person: string,
): Promise<Outcome<JobResult<Name>>> {
  // The input is of the job's name.
  const isSlow = () => name === "openDocument" && opensWithMarkdown(input as JobInput<"openDocument">);
  const isHere = isShort(input.text) && !isSlow();
  return isHere ? done(runJob(name, input)) : inThread(name, input, person);
}

async function inThread<Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  person: string,
): Promise<Outcome<JobResult<Name>>> {
  const answer = await threads.run({ name, input }, { person, subject: digestOf(input.text) });
  return outcomeOf<JobResult<Name>>(answer, TOO_SLOW);
}

const remembered = new RememberedAnswers();
/** What is being worked on, by person and job: whoever asks the same as another waits for their own turn, not the other's. */
const underWay = new Map<string, Promise<Outcome<unknown>>>();

/** Jobs whose answers a shelf has. */
export type KeptJob = "readFacts" | "openDocument";
/** Jobs whose answers are remembered: pages ask for them again and again. */
type RememberedJob = KeptJob | "readTopicMessages" | "writeConsumer" | "writeJson" | "readSearch";

function keyOf<Name extends RememberedJob>(name: Name, { text, ...rest }: JobInput<Name>): string {
  return `${name} ${digestOf(text)} ${JSON.stringify(rest)}`;
}

/** What a shelf is asked for the answer of a job; null for a short text, of which nothing is kept. */
export function questionOf<Name extends KeptJob>(name: Name, input: JobInput<Name>): string | null {
  return isShort(input.text) ? null : keyOf(name, input);
}

/** Reads a text that nobody waits for, while nobody waits for another. The answer is not remembered. Refusals as of `work`. */
export function readForNobody<Name extends KeptJob>(
  name: Name,
  input: JobInput<Name>,
): Promise<Outcome<JobResult<Name>>> {
  return inThread(name, input, NOBODY);
}

/** The work, remembered for everybody, and kept on the shelf. A person who asks twice at once has one job. */
async function remember<Name extends RememberedJob>(
  name: Name,
  input: JobInput<Name>,
  person: string,
  shelf?: Shelf,
): Promise<Outcome<JobResult<Name>>> {
  const { text } = input;
  const key = keyOf(name, input);
  const isKept = shelf !== undefined && !isShort(text);
  // The key holds the job's name: the answer is of that job's type.
  const known = remembered.find(key, Date.now()) as Outcome<JobResult<Name>> | null;
  if (known?.ok && isKept) shelf.keep(name, key, known.value);
  if (known !== null) return known;
  const own = `${person} ${key}`;
  const asked = underWay.get(own);
  // As above: by the key.
  if (asked !== undefined) return asked as Promise<Outcome<JobResult<Name>>>;
  const found = isKept
    ? workOrFind(name, input, person, { shelf, question: key })
    : work(name, input, person);
  const answer = found.finally(() => underWay.delete(own));
  underWay.set(own, answer);
  const outcome = await answer;
  remembered.note(key, outcome, text.length, Date.now());
  return outcome;
}

/** What the shelf has; else the work, which is put there. */
async function workOrFind<Name extends RememberedJob>(
  name: Name,
  input: JobInput<Name>,
  person: string,
  { shelf, question }: { readonly shelf: Shelf; readonly question: string },
): Promise<Outcome<JobResult<Name>>> {
  const found = await shelf.find(name, question);
  // The shelf has it by the job's name, from the same code: the answer is of that job's type.
  if (found !== null) return done(found.answer as JobResult<Name>);
  const outcome = await work(name, input, person);
  if (outcome.ok) shelf.keep(name, question, outcome.value);
  return outcome;
}

/** What a text holds and what is wrong with it. One that takes too long has that as its one error. */
export async function readFacts(text: string, person: string, shelf?: Shelf): Promise<DefinitionFacts> {
  const facts = await remember("readFacts", { text }, person, shelf);
  if (facts.ok) return facts.value;
  const diagnostic: Diagnostic = {
    severity: "error",
    code: facts.code.replaceAll("_", "-"),
    message: facts.message,
    line: 1,
    column: 1,
  };
  return {
    isReadable: false,
    isSound: false,
    diagnostics: [diagnostic],
    topics: [],
    unserved: [],
    policyEntries: [],
    handshakes: new Map(),
    scopes: new Map(),
    policies: facts,
  };
}

/** All that Sluice's own checks and the reference parser find in a text, none twice. Refusals as of `checkReference`. */
export async function validateText(text: string, person: string): Promise<Outcome<readonly Diagnostic[]>> {
  const { diagnostics } = await readFacts(text, person);
  const verdict = await checkReference(text, person);
  return verdict.ok ? done(mergeFindings(diagnostics, verdict.value)) : verdict;
}

/** What a job asks of the document that a consumer gets. */
type OfConsumer<More = unknown> = { readonly text: string; readonly settings: ConsumerSettings } & More;
/** The same, or with no settings of the design as it stands. All of them throw for a text that cannot be read. */
type OfDocument<More = unknown> = {
  readonly text: string;
  readonly settings: ConsumerSettings | null;
} & More;

/** A document as it opens. */
export function openDocument(
  input: OfDocument,
  person: string,
  shelf?: Shelf,
): Promise<Outcome<DocumentOpening>> {
  return remember("openDocument", input, person, shelf);
}

/** The consumer's document as a text. */
export function writeConsumer(
  input: OfConsumer<{ readonly format: "yaml" | "json" }>,
  person: string,
): Promise<Outcome<string>> {
  return remember("writeConsumer", input, person);
}

/** Parts of a document that do not come with its opening, by their addresses on the page, as JSON. */
export function readParts(
  input: OfDocument<{ readonly ids: readonly string[] }>,
  person: string,
): Promise<Outcome<string>> {
  return work("readParts", input, person);
}

/** The index of the search in a document, as JSON. */
export function readSearch(input: OfDocument, person: string): Promise<Outcome<string>> {
  return remember("readSearch", input, person);
}

/** What a console offers. Refusals: `definition_invalid`, `definition_too_slow`, `definition_busy`. */
export async function readConsole(text: string, person: string): Promise<JobResult<"readConsole">> {
  const read = await work("readConsole", { text }, person);
  return read.ok ? read.value : read;
}

/** The design as JSON; empty where it cannot be read. */
export function writeJson(text: string, person: string): Promise<Outcome<string>> {
  return remember("writeJson", { text }, person);
}

/** The document to read as a file of its own. In a thread always: its descriptions may be made to be slow to read. */
export function writeDocument(input: JobInput<"writeDocument">, person: string): Promise<Outcome<string>> {
  return inThread("writeDocument", input, person);
}

export function syncFields(
  text: string,
  fields: JobInput<"syncFields">["fields"],
  person: string,
): Promise<Outcome<string>> {
  return work("syncFields", { text, fields }, person);
}

/** Refusals: `step_contested`, `definition_too_slow`, `definition_busy`. In a thread always: three texts are compared. */
export async function mergeSteps(input: JobInput<"mergeSteps">, person: string): Promise<Outcome<string>> {
  const merged = await inThread("mergeSteps", input, person);
  return merged.ok ? merged.value : merged;
}

/** Refusals, beside those of `applyTopics`: `definition_too_slow`, `definition_busy`. */
export async function patchTopics(
  text: string,
  topics: JobInput<"applyTopics">["topics"],
  person: string,
): Promise<Outcome<string>> {
  const patched = await work("applyTopics", { text, topics }, person);
  return patched.ok ? patched.value : patched;
}

/** Refusals, beside those of `applyTopicPolicies`: `definition_too_slow`, `definition_busy`. */
export async function patchPolicies(
  text: string,
  wanted: JobInput<"applyPolicies">["wanted"],
  person: string,
): Promise<Outcome<string>> {
  if (wanted.length === 0) return done(text);
  const patched = await work("applyPolicies", { text, wanted }, person);
  return patched.ok ? patched.value : patched;
}

/** Messages by the key of their channel. Refusals: `definition_too_slow`, `definition_busy`. */
export function readTopicMessages(
  text: string,
  person: string,
): Promise<Outcome<JobResult<"readTopicMessages">>> {
  return remember("readTopicMessages", { text }, person);
}

/** One message as its form edits it. Refusals, beside those of `readMessagePage`: `definition_too_slow`, `definition_busy`. */
export async function readMessage(
  input: JobInput<"readMessage">,
  person: string,
): Promise<JobResult<"readMessage">> {
  const read = await work("readMessage", input, person);
  return read.ok ? read.value : read;
}

/** Refusals, beside those of `applyMessage`: `definition_too_slow`, `definition_busy`. */
export async function patchMessage(
  input: JobInput<"patchMessage">,
  person: string,
): Promise<JobResult<"patchMessage">> {
  const patched = await work("patchMessage", input, person);
  return patched.ok ? patched.value : patched;
}

/** Where the examples of a message that is not saved do not fit, in words. Refusals as of `patchMessage`. */
export async function checkMessage(
  input: JobInput<"checkMessage">,
  person: string,
): Promise<JobResult<"checkMessage">> {
  const checked = await work("checkMessage", input, person);
  return checked.ok ? checked.value : checked;
}

/** Refusals as of `patchMessage`. */
export async function removeMessage(
  input: JobInput<"removeMessage">,
  person: string,
): Promise<Outcome<string>> {
  const patched = await work("removeMessage", input, person);
  return patched.ok ? patched.value : patched;
}
