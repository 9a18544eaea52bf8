// A line of the list, as the page draws it: made where the message is named and checked.
import type { Attempt } from "#lib/console/attempt.ts";
import type { Pairs } from "#lib/console/reply-pairs.ts";
import type { Entry, MessageEntry } from "#lib/console/transcript.ts";
import type { AttemptLine } from "./attempt-line.ts";
import type { ConnectionLabels } from "./connection-labels.ts";
import { handshakeWords, outcomeWords } from "./connection-words.ts";
import type { AttemptRowNews, RowNews } from "./console-news.ts";
import { factsOf, nameWords } from "./message-facts.ts";

const PREVIEW_CHARACTERS = 300;
const PREVIEW_BYTES = 32;
const MAX_SAID_CHARACTERS = 120;

/** What the other entries tell of one. */
type Surroundings = {
  readonly before: Entry | undefined;
  readonly labels: ConnectionLabels;
  readonly pairs: Pairs;
  /** Whether nothing can bring it an answer any more. */
  readonly isOver: boolean;
};

/** `record` is undefined where the attempt was not made here. */
export function attemptRowNews(
  { connection, attempt, at, messages, isFolded }: AttemptLine,
  { record, labels }: { readonly record: Attempt | undefined; readonly labels: ConnectionLabels },
): AttemptRowNews {
  return {
    ...{ kind: "attempt", connection, attempt, messages, isFolded, beforeAt: null },
    ...{ at: record?.startedAt ?? at, label: labelOf(connection, labels) },
    words: record ? [outcomeWords(record), ...handshakeWords(record)] : [],
  };
}

export function rowNews(entry: Entry, { before, labels, pairs, isOver }: Surroundings): RowNews {
  const { id, at, connection } = entry;
  const place = { id, at, beforeAt: before?.at ?? null, label: labelOf(connection, labels) };
  if (entry.kind === "event") return { ...place, kind: "event", tone: entry.tone, text: entry.text };
  const { direction, isInvalidOnPurpose, bytes } = entry;
  const topic = labels.topicOf(connection);
  const facts = factsOf(entry, topic);
  return {
    ...{ ...place, kind: "message", direction, isInvalidOnPurpose, bytes, preview: previewOf(entry) },
    ...{ name: nameWords(facts, topic), isInvalid: facts.validity === "invalid" },
    latencyMs: pairs.answers.get(id)?.latencyMs ?? null,
    waits: pairs.unanswered.has(id) ? (isOver ? "no longer" : "still") : null,
  };
}

function labelOf(connection: number, labels: ConnectionLabels) {
  const { name, colour } = labels.labelOf(connection);
  return labels.isOne ? null : { name, colour };
}

/** What a screen reader is told of an entry that came alone. */
export function saidOf(entry: Entry): string {
  if (entry.kind === "event") return entry.text;
  const { body, bytes, direction } = entry;
  const words = typeof body === "string" ? body.slice(0, MAX_SAID_CHARACTERS) : `${bytes} bytes`;
  return `${direction === "sent" ? "You sent" : "You received"} ${words}`;
}

function previewOf({ body }: MessageEntry): string {
  if (typeof body === "string") return body.slice(0, PREVIEW_CHARACTERS);
  const first = [...body.subarray(0, PREVIEW_BYTES)];
  const bytes = first.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return body.byteLength > PREVIEW_BYTES ? `${bytes} …` : bytes;
}
