// Which answer belongs to which question, and how long it took: by the correlation that the definition names, else in the
// order of asking; an answer that comes on another topic, and so on another connection, by the correlation only.
import { isJsonObject } from "#lib/asyncapi/json-value.ts";
import type { ConsoleMessage } from "./catalogue.ts";
import { atPointer } from "./json-pointer.ts";
import { canonicalJson } from "./json-text.ts";

/** A message that has a name, as it passed. */
export type NamedMessage = {
  readonly id: number;
  readonly connection: number;
  readonly attempt: number;
  /** Of its topic. */
  readonly address: string;
  readonly at: number;
  readonly direction: "sent" | "received";
  readonly message: ConsoleMessage;
  /** With every digit of its integers (`exactJson`): correlations are compared. */
  readonly value: unknown;
};

export type Pairs = {
  /** By the answer: the question, and how long it waited. */
  readonly answers: ReadonlyMap<number, { readonly question: number; readonly latencyMs: number }>;
  /** Questions that nothing has answered. */
  readonly unanswered: ReadonlySet<number>;
};

/** A question that waits. */
type Question = { readonly of: NamedMessage; readonly correlation: string | null; isOpen: boolean };

/** Questions that a message of one kind may answer, on one connection or on a topic of its own, each list in the order of asking. */
type Waiting = {
  readonly all: Question[];
  readonly byCorrelation: Map<string | null, Question[]>;
  /** Where the questions have their correlation. */
  readonly pointers: Set<string>;
};

/** Messages in the order of time. */
export function pairsOf(messages: readonly NamedMessage[]): Pairs {
  const answers = new Map<number, { question: number; latencyMs: number }>();
  const questions: Question[] = [];
  const waiting = new Map<string, Waiting>();
  for (const message of messages) {
    const asked = message.direction === "sent" ? "received" : "sent";
    const {
      address,
      message: { key },
    } = message;
    const question =
      questionOf(message, waiting.get(placeOf(message, asked, key))) ??
      namedBy(message, waiting.get(topicPlaceOf(address, asked, key)));
    if (question) {
      question.isOpen = false;
      answers.set(message.id, { question: question.of.id, latencyMs: message.at - question.of.at });
    }
    const { answeredBy, answeredOn } = message.message;
    if (answeredBy.length + answeredOn.length > 0) questions.push(ask(waiting, message));
  }
  const open = questions.filter(({ isOpen }) => isOpen);
  return { answers, unanswered: new Set(open.map(({ of }) => of.id)) };
}

function ask(waiting: Map<string, Waiting>, of: NamedMessage): Question {
  const pointer = of.message.correlation;
  const question = { of, correlation: correlationAt(pointer, of.value), isOpen: true };
  const { answeredBy, answeredOn } = of.message;
  const places = [
    ...answeredBy.map((key) => placeOf(of, of.direction, key)),
    ...answeredOn.map(({ address, key }) => topicPlaceOf(address, of.direction, key)),
  ];
  for (const place of places) {
    const found: Waiting = waiting.get(place) ?? { all: [], byCorrelation: new Map(), pointers: new Set() };
    waiting.set(place, found);
    found.all.push(question);
    const same = found.byCorrelation.get(question.correlation) ?? [];
    found.byCorrelation.set(question.correlation, same);
    same.push(question);
    if (pointer !== null) found.pointers.add(pointer);
  }
  return question;
}

/** The question that a message answers: the one it names, else the oldest of those that none can name. */
function questionOf(answer: NamedMessage, waiting: Waiting | undefined): Question | undefined {
  if (waiting === undefined) return undefined;
  const { all, byCorrelation } = waiting;
  const mustBeNamed = answer.message.correlation !== null || correlationsIn(answer, waiting).length > 0;
  return namedBy(answer, waiting) ?? oldest(mustBeNamed ? byCorrelation.get(null) : all);
}

/** The question that a message names. */
function namedBy(answer: NamedMessage, waiting: Waiting | undefined): Question | undefined {
  if (waiting === undefined) return undefined;
  for (const correlation of correlationsIn(answer, waiting)) {
    const question = oldest(waiting.byCorrelation.get(correlation));
    if (question) return question;
  }
  return undefined;
}

/** Where a message names no place of its own, its correlation is where the questions have theirs. */
function correlationsIn({ message, value }: NamedMessage, { pointers }: Waiting): string[] {
  const places = message.correlation === null ? [...pointers] : [message.correlation];
  return places.map((pointer) => correlationAt(pointer, value)).filter((it) => it !== null);
}

/** The first that still waits; those before it leave the list. */
function oldest(questions: Question[] | undefined): Question | undefined {
  if (questions === undefined) return undefined;
  const first = questions.findIndex(({ isOpen }) => isOpen);
  questions.splice(0, first === -1 ? questions.length : first);
  return questions[0];
}

function placeOf({ connection, attempt }: NamedMessage, asked: string, answer: string): string {
  return JSON.stringify([connection, attempt, asked, answer]);
}

/** Of any connection to the topic. */
function topicPlaceOf(address: string, asked: string, answer: string): string {
  return JSON.stringify([address, asked, answer]);
}

/** What matches an answer to its question, as JSON; null where there is nothing. */
function correlationAt(pointer: string | null, value: unknown): string | null {
  if (pointer === null || !isJsonObject(value)) return null;
  const found = atPointer(value, pointer);
  return found === undefined ? null : canonicalJson(found);
}
