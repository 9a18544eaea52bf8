// What is known of a message that passed: its name by the definition, whether it fits, how it reads. Worked out when it is
// looked at, once.
import type { ConsoleMessage, ConsoleTopic } from "#lib/console/catalogue.ts";
import { jsonValue, SHORT_CHARACTERS } from "#lib/console/json-text.ts";
import { type Naming, nameMessage } from "#lib/console/message-naming.ts";
import type { Misfit } from "#lib/console/misfit-words.ts";
import type { MessageEntry } from "#lib/console/transcript.ts";
import { checkValue } from "#lib/console/validation.ts";

export type MessageFacts = {
  readonly naming: Naming;
  /** Of JSON; undefined where it is none, or too long to be read unasked. */
  readonly value: unknown;
  /** Where it does not fit what it is called. */
  readonly misfits: readonly Misfit[];
  /** Valid, not valid, or nothing to tell by. */
  readonly validity: "valid" | "invalid" | "unchecked";
};

const facts = new WeakMap<MessageEntry, MessageFacts>();

export function factsOf(entry: MessageEntry, topic: ConsoleTopic): MessageFacts {
  const known = facts.get(entry);
  if (known) return known;
  const made = makeFacts(entry, topic);
  facts.set(entry, made);
  return made;
}

const UNREAD: MessageFacts = {
  naming: { kind: "unknown" },
  value: undefined,
  misfits: [],
  validity: "unchecked",
};

function makeFacts({ body, direction }: MessageEntry, topic: ConsoleTopic): MessageFacts {
  if (typeof body !== "string" || body.length > SHORT_CHARACTERS) return UNREAD;
  const candidates = direction === "sent" ? topic.sends : topic.receives;
  const parsed = jsonValue(body);
  // A text that is no JSON may still be a message: of a schema of type string.
  const value = parsed === undefined ? body : parsed;
  const fits = ({ schema }: ConsoleMessage) => schema !== null && checkValue(schema, value).kind === "valid";
  const naming = nameMessage(value, candidates, fits);
  const schema = naming.kind === "named" ? naming.message.schema : null;
  if (schema === null) {
    const isStray = naming.kind === "unknown" && candidates.some((message) => message.schema !== null);
    return { naming, value: parsed, misfits: [], validity: isStray ? "invalid" : "unchecked" };
  }
  const verdict = checkValue(schema, value);
  const misfits = verdict.kind === "invalid" ? verdict.misfits : [];
  return { naming, value: parsed, misfits, validity: verdict.kind };
}

/** What a message is called on the screen; empty where the definition has no names for this topic. */
export function nameWords({ naming }: MessageFacts, topic: ConsoleTopic): string {
  if (naming.kind === "named") return naming.message.name;
  if (naming.kind === "ambiguous")
    return `ambiguous: ${naming.messages.map(({ name }) => name).join(" or ")}`;
  return topic.sends.length + topic.receives.length === 0 ? "" : "unknown";
}
