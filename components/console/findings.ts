// What is found among all that passed: questions and answers, and which messages of the definition never passed. Worked out
// now and then while much passes.
import { type Coverage, missingIn, NOTHING_PASSED, type Passed, withPassed } from "#lib/console/coverage.ts";
import { type NamedMessage, type Pairs, pairsOf } from "#lib/console/reply-pairs.ts";
import type { Entry } from "#lib/console/transcript.ts";
import type { ConnectionLabels } from "./connection-labels.ts";
import { factsOf } from "./message-facts.ts";

/** Of more than this only the newest are paired. */
const MAX_PAIRED = 1000;
/** Of more than this at a time only the newest are looked at; what was seen before stays seen. */
const MAX_LOOKED_AT = 2000;

export class Findings {
  #coverage: Coverage = NOTHING_PASSED;
  #pairs: Pairs = { answers: new Map(), unanswered: new Set() };
  #missing: ReturnType<typeof missingIn> = { unsent: [], unseen: [] };

  get coverage(): Coverage {
    return this.#coverage;
  }

  get pairs(): Pairs {
    return this.#pairs;
  }

  get unsent(): readonly string[] {
    return this.#missing.unsent;
  }

  get unseen(): readonly string[] {
    return this.#missing.unseen;
  }

  /** What passed before this session. */
  cover(coverage: readonly string[]): void {
    this.#coverage = new Set([...this.#coverage, ...coverage]);
  }

  take(entries: readonly Entry[], labels: ConnectionLabels): void {
    const newest = entries.slice(-MAX_LOOKED_AT);
    const passed = newest.flatMap((entry) => passedIn(entry, labels));
    this.#coverage = withPassed(this.#coverage, passed);
    const topics = new Set(newest.map(({ connection }) => labels.topicOf(connection)));
    this.#missing = missingIn(topics, this.#coverage);
    this.#pairs = pairsOf(entries.slice(-MAX_PAIRED).flatMap((entry) => named(entry, labels)));
  }
}

function passedIn(entry: Entry, labels: ConnectionLabels): Passed[] {
  if (entry.kind !== "message") return [];
  const topic = labels.topicOf(entry.connection);
  const { naming } = factsOf(entry, topic);
  return naming.kind === "named" ? [{ topic, direction: entry.direction, message: naming.message }] : [];
}

function named(entry: Entry, labels: ConnectionLabels): NamedMessage[] {
  if (entry.kind !== "message") return [];
  const topic = labels.topicOf(entry.connection);
  const { naming, value } = factsOf(entry, topic);
  return naming.kind === "named"
    ? [{ ...entry, address: topic.address, message: naming.message, value }]
    : [];
}

/** What is known of a message's answer or question, in words. `isOver`: nothing can bring an answer any more. */
export function pairingWords(id: number, { answers, unanswered }: Pairs, isOver: boolean): string {
  const answer = answers.get(id);
  if (answer) return `the answer after ${Math.round(answer.latencyMs)} ms`;
  const answered = [...answers.values()].find(({ question }) => question === id);
  if (answered) return `answered after ${Math.round(answered.latencyMs)} ms`;
  if (!unanswered.has(id)) return "";
  return isOver ? "never answered" : "not answered yet";
}
