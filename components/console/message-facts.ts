// What is known of a message that passed: what it is by the definition, whether it fits, how it reads. Worked out when it is
// looked at, once.
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import { exactJson, SHORT_CHARACTERS } from "#lib/console/json-text.ts";
import type { Misfit } from "#lib/console/misfit-words.ts";
import { type Recognised, recognise } from "#lib/console/recognised.ts";
import type { MessageEntry } from "#lib/console/transcript.ts";

export type MessageFacts = {
  /** False for bytes, and for what is too long to be read unasked. */
  readonly isRead: boolean;
  readonly naming: Recognised;
  /** Of JSON, every digit of its integers kept; undefined where it is none, or too long to be read unasked. */
  readonly value: unknown;
  /** Where it does not fit what it is called, or each of those that it might have been: `of` is empty or its name. */
  readonly misfits: readonly (Misfit & { readonly of: string })[];
  /** Valid, not valid, or nothing to tell by. */
  readonly validity: "valid" | "invalid" | "unchecked";
};

/** Longer texts are not read at all: while the thread reads one, nothing else of the console goes on. */
export const WHOLE_CHARACTERS = 4 * 1024 * 1024;

/**
 * How much of a message is read: all of it, as it is short; none, as nobody asked; all of it, as somebody did; none, as it is
 * too long.
 */
export type Reading = "short" | "unasked" | "whole" | "too long";

const facts = new WeakMap<MessageEntry, MessageFacts>();

export function factsOf(entry: MessageEntry, topic: ConsoleTopic): MessageFacts {
  const known = facts.get(entry);
  if (known) return known;
  return read(entry, topic, SHORT_CHARACTERS);
}

/** Reads one whole that was too long to be read unasked: from then on it is named and checked wherever it is looked at. */
export function readWhole(entry: MessageEntry, topic: ConsoleTopic): void {
  if (readingOf(entry, factsOf(entry, topic)) === "unasked") read(entry, topic, WHOLE_CHARACTERS);
}

export function readingOf({ body }: MessageEntry, { isRead }: MessageFacts): Reading {
  if (typeof body !== "string" || body.length <= SHORT_CHARACTERS) return "short";
  if (isRead) return "whole";
  return body.length <= WHOLE_CHARACTERS ? "unasked" : "too long";
}

function read(entry: MessageEntry, topic: ConsoleTopic, longest: number): MessageFacts {
  const made = makeFacts(entry, topic, longest);
  facts.set(entry, made);
  return made;
}

function makeFacts({ body, direction }: MessageEntry, topic: ConsoleTopic, longest: number): MessageFacts {
  const naming = recognise(body, direction === "sent" ? topic.sends : topic.receives, longest);
  const isRead = typeof body === "string" && body.length <= longest;
  return { naming, isRead, value: isRead ? exactJson(body) : undefined, ...verdictOf(naming) };
}

function verdictOf(naming: Recognised): Pick<MessageFacts, "misfits" | "validity"> {
  if (naming.kind === "named") {
    const { verdict } = naming;
    const misfits = verdict.kind === "invalid" ? verdict.misfits : [];
    return { misfits: misfits.map((misfit) => ({ ...misfit, of: "" })), validity: verdict.kind };
  }
  if (naming.kind === "ambiguous") return { misfits: [], validity: "valid" };
  const tried = naming.kind === "unknown" ? naming.tried : [];
  const misfits = tried.flatMap(({ message, misfits: all }) =>
    all.map((misfit) => ({ ...misfit, of: message.name })),
  );
  return { misfits, validity: misfits.length > 0 ? "invalid" : "unchecked" };
}

/** What a message is called on the screen; empty where the definition has no names for this topic. */
export function nameWords({ naming }: MessageFacts, topic: ConsoleTopic): string {
  if (naming.kind === "named") return naming.message.name;
  if (naming.kind === "ambiguous")
    return `ambiguous: ${naming.messages.map(({ name }) => name).join(" or ")}`;
  if (topic.sends.length + topic.receives.length === 0) return "";
  return naming.kind === "unread" ? "not read" : "unknown";
}
