"use client";
// Questions and answers among what passed, worked out now and then while much passes.
import { useMemo } from "react";
import { type NamedMessage, type Pairs, pairsOf } from "#lib/console/reply-pairs.ts";
import type { Entry } from "#lib/console/transcript.ts";
import type { ConnectionLabels } from "./connection-labels.ts";
import { factsOf } from "./message-facts.ts";
import { useSettled } from "./use-settled.ts";

/** Of more than this only the newest are paired. */
const MAX_PAIRED = 1000;
/** Between two times that it is worked out. */
const EVERY_MS = 500;

export function usePairs(entries: readonly Entry[], labels: ConnectionLabels): Pairs {
  const settled = useSettled(entries, EVERY_MS);
  return useMemo(
    () => pairsOf(settled.slice(-MAX_PAIRED).flatMap((entry) => named(entry, labels))),
    [settled, labels],
  );
}

function named(entry: Entry, labels: ConnectionLabels): NamedMessage[] {
  if (entry.kind !== "message") return [];
  const topic = labels.topicOf(entry.connection);
  if (![...topic.sends, ...topic.receives].some(({ answeredBy }) => answeredBy.length > 0)) return [];
  const { naming, value } = factsOf(entry, topic);
  return naming.kind === "named" ? [{ ...entry, message: naming.message, value }] : [];
}

/** What is known of a message's answer or question, in words. */
export function pairingWords(id: number, { answers, unanswered }: Pairs): string {
  const answer = answers.get(id);
  if (answer) return `the answer after ${Math.round(answer.latencyMs)} ms`;
  const answered = [...answers.values()].find(({ question }) => question === id);
  if (answered) return `answered after ${Math.round(answered.latencyMs)} ms`;
  return unanswered.has(id) ? "not answered yet" : "";
}
