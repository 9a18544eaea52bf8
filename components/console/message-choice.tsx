"use client";
// Messages that the definition has for this direction, each with its examples.
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import { Choice } from "./choice.tsx";
import { exampleDraft } from "./chosen-draft.ts";
import type { Draft } from "./draft.ts";

type MessageChoiceProps = {
  messages: readonly ConsoleMessage[];
  draft: Draft;
  /** By its key; empty for none. */
  onMessage: (key: string) => void;
  /** Takes another draft; the one at hand can be brought back. */
  onTake: (draft: Draft) => void;
};

export function MessageChoice({ messages, draft, onMessage, onTake }: MessageChoiceProps) {
  if (messages.length === 0) return null;
  const chosen = messages.find(({ key }) => key === draft.messageKey);
  const anything = [["", "Anything"] as const];
  return (
    <>
      <Choice
        label="Message"
        value={chosen?.key ?? ""}
        options={[...anything, ...messages.map((message) => [message.key, wordsOf(message)] as const)]}
        width={260}
        onChange={onMessage}
      />
      {chosen && chosen.examples.length > 0 ? (
        <Choice
          label="Example"
          value=""
          options={[
            ["", "Take one…"],
            ...chosen.examples.map(
              ({ name }, index) => [String(index), name || `Example ${index + 1}`] as const,
            ),
          ]}
          onChange={(index) => {
            const example = index === "" ? null : exampleDraft(chosen, Number(index));
            if (example) onTake(example);
          }}
        />
      ) : null}
    </>
  );
}

function wordsOf({ name, title }: ConsoleMessage): string {
  return title && title !== name ? `${name}: ${title}` : name;
}
