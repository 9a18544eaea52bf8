// The message that is looked at, as the page draws it: made where messages are named and checked.
import type { ConsoleTopic } from "#lib/console/catalogue.ts";
import { prettyJson } from "#lib/console/json-text.ts";
import type { MessageEntry } from "#lib/console/transcript.ts";
import type { ChosenMessage } from "./console-news.ts";
import { factsOf, nameWords, readingOf, WHOLE_CHARACTERS } from "./message-facts.ts";

/** Characters that a page can draw: deep lists indent to a thousand times what they are. */
const MAX_LAID_OUT = 4 * WHOLE_CHARACTERS;

/** A long one is laid out here: on the page that would take many frames. */
export function chosenNews(entry: MessageEntry, topic: ConsoleTopic): ChosenMessage {
  const facts = factsOf(entry, topic);
  const reading = readingOf(entry, facts);
  const laidOut = reading === "whole" && typeof entry.body === "string" ? prettyJson(entry.body) : null;
  const isBearable = laidOut !== null && laidOut.length <= MAX_LAID_OUT;
  const shown = { name: nameWords(facts, topic), misfits: facts.misfits, reading };
  return { entry, ...shown, laidOut: isBearable ? laidOut : null };
}
