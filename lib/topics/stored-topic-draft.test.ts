// A draft of topics that comes back out of a browser's storage.
import { expect, test } from "vitest";
import { parseStoredDraft } from "./stored-topic-draft.ts";
import type { Topic } from "./topic.ts";
import { draftOf } from "./topic-draft.ts";
import { mergeDraft } from "./topic-merge.ts";

const topic = (description: string): Topic => ({
  channelKey: "chats",
  address: "/chats",
  types: ["publish"],
  description,
  parameters: [],
  uriMapping: null,
  isSecured: true,
  scopes: { subscribe: [], publish: ["chat:write"] },
});

test("what met somebody else's change comes back with my version in it", () => {
  const before = draftOf([topic("")]);
  const mine = { ...before, rows: before.rows.map((row) => ({ ...row, topic: topic("mine") })) };
  const { draft, collisions } = mergeDraft(mine, [topic("theirs")]);
  expect(collisions).toMatchObject([{ kind: "both_edited", mine: { description: "mine" } }]);
  const reloaded = parseStoredDraft(JSON.parse(JSON.stringify({ etag: 2, draft, collisions })));
  expect(reloaded).toEqual({ etag: 2, draft, collisions });
});

test("a draft of an earlier version of this portal has no collisions", () => {
  expect(parseStoredDraft({ etag: 1, draft: draftOf([topic("")]) })).toMatchObject({ collisions: [] });
});

test("collisions that are none are not believed", () => {
  const broken = { etag: 1, draft: draftOf([topic("")]), collisions: [{ kind: "x" }] };
  expect(parseStoredDraft(broken)).toBeNull();
});
