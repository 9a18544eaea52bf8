// Questions whether values fit their schemas, and what may be done to answer them. A document may be written to keep a reader
// busy: what is asked is bounded here, by whom it is answered is the caller's. Pure.
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import { type Standing, standing } from "./example-schema.ts";
import { sizeOf } from "./example-values.ts";

/** May `value` stand where `schema` (of the document) is asked for? */
export type Question = { readonly value: JsonValue; readonly schema: JsonValue };
/** In words where it does not fit, none where it fits; null where it was not checked. */
export type Answer = readonly string[] | null;

/** Answers in the order of the questions about a document, paid of the purse. Never throws. */
export type AnswerQuestions = (root: JsonValue, questions: readonly Question[], purse: Purse) => Answer[];

/** What may still be done for one answer to a person: nodes of schemas to prepare, and steps of checking with them. */
export type Purse = { nodes: number; effort: number };

const MAX_SCHEMA_NODES = 1500;
const MAX_VALUE_PARTS = 1000;
const MAX_TEXT = 5000;

export function newPurse(): Purse {
  return { nodes: 30_000, effort: 500_000 };
}

/** What is asked of the values that are not too large, with their schemas made to stand alone. */
export type Asked = { readonly questions: readonly Question[]; readonly made: Standing };

/** Has `check` answer, once, the questions that can be paid for. */
export function answersWith(check: (asked: Asked, purse: Purse) => Answer[]): AnswerQuestions {
  return (root, questions, purse) => {
    const sizes = questions.map(({ value }) => sizeOf(value, MAX_VALUE_PARTS));
    const isAskable = sizes.map(({ parts, longest }) => parts <= MAX_VALUE_PARTS && longest <= MAX_TEXT);
    const asked = questions.filter((_, index) => isAskable[index]);
    if (asked.length === 0 || purse.nodes <= 0 || purse.effort <= 0) return questions.map(() => null);
    const longest = Math.max(...sizes.filter((_, index) => isAskable[index]).map((size) => size.longest));
    const schemas = asked.map(({ schema }) => schema);
    const made = standing(root, schemas, { nodes: Math.min(MAX_SCHEMA_NODES, purse.nodes), longest });
    purse.nodes -= made.nodes;
    const answers = check({ questions: asked, made }, purse);
    let next = 0;
    return questions.map((_, index) => (isAskable[index] ? (answers[next++] ?? null) : null));
  };
}
