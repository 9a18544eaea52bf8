// Examples checked against their schemas, where a person sees them: what is drawn later is checked when it is. Checking takes ten
// times as long as reading. By what they are checked is the caller's: not everything works where code may not be made of texts
// (the browser, by its policy). Pure.
import { type JsonObject, valueAt } from "#lib/asyncapi/json-value.ts";
import { resolveObject } from "#lib/asyncapi/local-ref.ts";
import { NodeBudget, SECTION_NODES } from "#lib/asyncapi/node-budget.ts";
import { givenExamples, madeExample } from "./example.ts";
import { type Checking, exampleMisfits, schemaMisfits } from "./example-misfits.ts";
import { type AnswerQuestions, newPurse } from "./example-question.ts";
import { exampleSchemasOf, type ReadingMessage } from "./message.ts";
import type { ReadingOperation } from "./operation.ts";
import type { ReadingPart } from "./sections.ts";
import { withTraits } from "./traits.ts";
import type { ReadingChannel, ReadingView } from "./view.ts";

/** Checks of messages by their place in the document: one that several operations name is checked once. */
export type Checker = Checking & {
  readonly document: JsonObject;
  readonly known: Map<string, ReadingMessage>;
};

/** For one answer to a person: all that is checked with it is paid of one purse. */
export function checkerOf(document: JsonObject, answer: AnswerQuestions): Checker {
  return { document, answer, purse: newPurse(), known: new Map() };
}

/** The view with the examples of all messages in it checked as far as the purse goes. */
export function viewChecked(checker: Checker, view: ReadingView): ReadingView {
  return { ...view, channels: view.channels.map((channel) => checkedChannel(checker, channel)) };
}

/** The part with its examples checked. */
export function partChecked(checker: Checker, part: ReadingPart): ReadingPart {
  if (part.kind === "channel") return { ...part, channel: checkedChannel(checker, part.channel) };
  if (part.kind === "operation") return { ...part, operation: checkedOperation(checker, part.operation) };
  return part.kind === "message" ? { ...part, message: checkedMessage(checker, part.message) } : part;
}

function checkedChannel(checker: Checker, channel: ReadingChannel): ReadingChannel {
  return {
    ...channel,
    operations: channel.operations.map((operation) => checkedOperation(checker, operation)),
    others: channel.others.map((message) => checkedMessage(checker, message)),
  };
}

function checkedOperation(checker: Checker, operation: ReadingOperation): ReadingOperation {
  const { messages, reply } = operation;
  const checked = (all: readonly ReadingMessage[]) => all.map((message) => checkedMessage(checker, message));
  return {
    ...operation,
    messages: checked(messages),
    reply: reply && { ...reply, messages: checked(reply.messages) },
  };
}

function checkedMessage(checker: Checker, message: ReadingMessage): ReadingMessage {
  const { document, known } = checker;
  if (message.laterHeight !== undefined) return message;
  const key = JSON.stringify([message.place, message.examples.length]);
  const same = known.get(key);
  if (same) return { ...message, examples: same.examples, schemaMisfits: same.schemaMisfits };
  const budget = new NodeBudget(SECTION_NODES);
  const value = withTraits(document, resolveObject(document, valueAt(document, message.place)), budget);
  const schemas = exampleSchemasOf(document, value, message.place);
  const isMade = message.examples.some(({ isGenerated }) => isGenerated);
  const given = Array.isArray(value.examples) ? value.examples : [];
  const asked = isMade ? [madeExample(document, schemas)] : givenExamples(document, given, schemas);
  const misfits = exampleMisfits(checker, asked.slice(0, message.examples.length), schemas);
  const checked = {
    ...message,
    examples: message.examples.map((example, index) => ({ ...example, misfits: misfits[index] ?? [] })),
    schemaMisfits: schemaMisfits(checker, schemas),
  };
  known.set(key, checked);
  return checked;
}
