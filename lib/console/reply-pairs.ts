// Which answer belongs to which question, and how long it took: by the correlation that the definition names, else in the
// order of asking.
import { isJsonObject } from "#lib/asyncapi/json-value.ts";
import type { ConsoleMessage } from "./catalogue.ts";
import { atPointer } from "./json-pointer.ts";

/** A message that has a name, as it passed. */
export type NamedMessage = {
  readonly id: number;
  readonly connection: number;
  readonly attempt: number;
  readonly at: number;
  readonly direction: "sent" | "received";
  readonly message: ConsoleMessage;
  readonly value: unknown;
};

export type Pairs = {
  /** By the answer: the question, and how long it waited. */
  readonly answers: ReadonlyMap<number, { readonly question: number; readonly latencyMs: number }>;
  /** Questions that nothing has answered. */
  readonly unanswered: ReadonlySet<number>;
};

/** Messages in the order of time. */
export function pairsOf(messages: readonly NamedMessage[]): Pairs {
  const answers = new Map<number, { question: number; latencyMs: number }>();
  const open: NamedMessage[] = [];
  for (const message of messages) {
    const index = open.findIndex((question) => isAnswer(question, message));
    const question = open[index];
    if (question) {
      answers.set(message.id, { question: question.id, latencyMs: message.at - question.at });
      open.splice(index, 1);
    }
    if (message.message.answeredBy.length > 0) open.push(message);
  }
  return { answers, unanswered: new Set(open.map(({ id }) => id)) };
}

function isAnswer(question: NamedMessage, message: NamedMessage): boolean {
  if (question.connection !== message.connection || question.attempt !== message.attempt) return false;
  if (question.direction === message.direction) return false;
  if (!question.message.answeredBy.includes(message.message.key)) return false;
  const [asked, answered] = [correlationIn(question), correlationIn(message)];
  return asked === undefined || answered === undefined || asked === answered;
}

/** What matches an answer to its question; undefined where there is nothing. */
function correlationIn({ message, value }: NamedMessage): unknown {
  if (message.correlation === null || !isJsonObject(value)) return undefined;
  const found = atPointer(value, message.correlation);
  return typeof found === "object" ? JSON.stringify(found) : found;
}
