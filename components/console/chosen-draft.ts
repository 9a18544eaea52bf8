// What stands in the composer once another message of the definition, or an example of it, is chosen.
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import type { Draft } from "./draft.ts";

type Known = {
  /** Of the direction that is sent. */
  readonly messages: readonly ConsoleMessage[];
  /** Whether a draft is kept with what was sent, and so can be brought back. */
  readonly isPast: (draft: Draft) => boolean;
};

/**
 * The draft under another message; an empty key is none. Its first example takes the place of nothing, of an example, and of
 * what was sent as it stands; what was typed and not sent stays.
 */
export function chosenDraft(messageKey: string, draft: Draft, { messages, isPast }: Known): Draft {
  const message = messages.find(({ key }) => key === messageKey);
  const isExample = messages.some(({ examples }) => examples.some(({ text }) => text === draft.text));
  const isOwn = draft.text !== "" && !isExample && !isPast(draft);
  return (!isOwn && message && exampleDraft(message, 0)) || { ...draft, messageKey };
}

/** An example of a message, by its place; null where there is none. */
export function exampleDraft({ key, examples }: ConsoleMessage, place: number): Draft | null {
  const example = examples[place];
  return example ? { messageKey: key, kind: "text", text: example.text } : null;
}
