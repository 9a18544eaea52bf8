// Which text stands there once another message is chosen: its example, or what was typed and is kept nowhere else.
import { expect, test } from "vitest";
import { chosenDraft, exampleDraft } from "./chosen-draft.ts";
import type { Draft } from "./draft.ts";
import { DraftHistory } from "./draft-history.ts";
import { message } from "./test-kit/open-room.ts";

const ping = { ...message("ping", null), examples: [{ name: "", text: '{"event":"ping","reqid":1}' }] };
const leave = { ...message("unsubscribe", null), examples: [{ name: "", text: '{"event":"unsubscribe"}' }] };
const bare = message("bare", null);
const messages = [ping, leave, bare];
const history = new DraftHistory();
const draft = (messageKey: string, text: string): Draft => ({ messageKey, kind: "text", text });
const typed = draft("ping", '{"event":"ping","reqid":5}');

const choose = (key: string, at: Draft, past = history) =>
  chosenDraft(key, at, { messages, isPast: (it) => past.holds(it) });

test("another message brings its example where nothing, or another's example, stood", () => {
  expect(choose("unsubscribe", draft("", ""))).toEqual(draft("unsubscribe", '{"event":"unsubscribe"}'));
  expect(choose("ping", draft("unsubscribe", '{"event":"unsubscribe"}'))).toEqual(
    draft("ping", '{"event":"ping","reqid":1}'),
  );
});

test("what was typed and not sent stays under the other message", () => {
  expect(choose("unsubscribe", typed)).toEqual({ ...typed, messageKey: "unsubscribe" });
});

test("what was sent as it stands gives way to the other message's example, also by way of Anything", () => {
  const past = new DraftHistory();
  past.push(typed);
  expect(choose("unsubscribe", typed, past)).toEqual(draft("unsubscribe", '{"event":"unsubscribe"}'));
  const anything = choose("", typed, past);
  expect(anything, "Anything has no example").toEqual({ ...typed, messageKey: "" });
  expect(choose("ping", anything, past)).toEqual(draft("ping", '{"event":"ping","reqid":1}'));
  const changed = draft("ping", '{"event":"ping","reqid":6}');
  expect(choose("unsubscribe", changed, past), "changed since").toEqual({
    ...changed,
    messageKey: "unsubscribe",
  });
});

test("a message without an example leaves the text, and one example can be had at any time", () => {
  expect(choose("bare", draft("ping", '{"event":"ping","reqid":1}'))).toEqual(
    draft("bare", '{"event":"ping","reqid":1}'),
  );
  expect(exampleDraft(leave, 0)).toEqual(draft("unsubscribe", '{"event":"unsubscribe"}'));
  expect(exampleDraft(bare, 0)).toBeNull();
});
