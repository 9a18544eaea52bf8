// Two people edit the topics of one API at the same time.
import { describe, expect, test } from "vitest";
import { topic } from "./test-kit/drafts.ts";
import type { Topic } from "./topic.ts";
import { changeDraft, type DraftChange, draftOf, topicsToSave } from "./topic-draft.ts";
import { isSameTopics, mergeDraft, takeMine } from "./topic-merge.ts";

const start = [topic("/*"), topic("/a"), topic("/b")];

function merged(theirs: readonly Topic[], ...mine: DraftChange[]) {
  const { draft, collisions } = mergeDraft(mine.reduce(changeDraft, draftOf(start)), theirs);
  return { topics: topicsToSave(draft), kinds: collisions.map((it) => it.kind), collisions };
}

const edit = (address: string, patch: Partial<Topic>): DraftChange => ({
  kind: "edit",
  id: `key-${address}`,
  patch,
});

describe("my draft on top of their save", () => {
  test("their additions and mine are both there", () => {
    const { topics, kinds } = merged([...start, topic("/theirs")], {
      kind: "add",
      address: "/mine",
      types: ["publish"],
    });
    expect(topics.map((it) => it.address)).toEqual(["/*", "/a", "/b", "/theirs", "/mine"]);
    expect(kinds).toEqual([]);
  });

  test("my deletion holds where they left the topic alone", () => {
    expect(merged(start, { kind: "delete", id: "key-/a" }).topics.map((it) => it.address)).toEqual([
      "/*",
      "/b",
    ]);
  });

  test("what I deleted and they edited stays, and I am told", () => {
    const theirs = [topic("/*"), topic("/a", { description: "theirs" }), topic("/b")];
    const { topics, kinds } = merged(theirs, { kind: "delete", id: "key-/a" });
    expect(topics).toEqual(theirs);
    expect(kinds).toEqual(["they_edited"]);
  });

  test("different fields of one topic come together", () => {
    const theirs = [topic("/*"), topic("/a", { description: "theirs" }), topic("/b")];
    const { topics, kinds } = merged(theirs, edit("/a", { uriMapping: "/mine" }));
    expect(topics[1]).toEqual(topic("/a", { description: "theirs", uriMapping: "/mine" }));
    expect(kinds).toEqual([]);
  });

  test("the same field: theirs is kept, mine comes back with the collision", () => {
    const theirs = [topic("/*"), topic("/a", { description: "theirs" }), topic("/b")];
    const { topics, collisions } = merged(theirs, edit("/a", { description: "mine", isSecured: false }));
    expect(topics[1]).toEqual(topic("/a", { description: "theirs", isSecured: false }));
    expect(collisions).toMatchObject([{ kind: "both_edited", mine: { description: "mine" } }]);
    expect(collisions[0]?.message).toContain("description of /a");
  });

  test("scopes that both changed are theirs, and mine are told", () => {
    const scopes = (name: string) => ({ scopes: { subscribe: [], publish: [name] } });
    const { topics, collisions } = merged(
      [topic("/*"), topic("/a", scopes("b")), topic("/b")],
      edit("/a", scopes("a")),
    );
    expect(topics[1]).toMatchObject(scopes("b"));
    expect(collisions).toMatchObject([{ kind: "both_edited", fields: ["scopes"], mine: scopes("a") }]);
  });

  test("the same edit twice is no collision", () => {
    const theirs = [topic("/*"), topic("/a", { description: "same" }), topic("/b")];
    expect(merged(theirs, edit("/a", { description: "same" })).kinds).toEqual([]);
  });

  test("what I edited and they deleted is not brought back in silence", () => {
    const { topics, collisions } = merged([topic("/*"), topic("/b")], edit("/a", { description: "mine" }));
    expect(topics.map((it) => it.address)).toEqual(["/*", "/b"]);
    expect(collisions).toMatchObject([
      { kind: "they_deleted", mine: { address: "/a", description: "mine" } },
    ]);
  });

  test("an addition that matches one of theirs is theirs", () => {
    const theirs = [...start, topic("/rooms/{room}")];
    const { topics, kinds } = merged(theirs, { kind: "add", address: "/rooms/{id}", types: ["publish"] });
    expect(topics).toHaveLength(4);
    expect(kinds).toEqual(["same_name"]);
  });

  test("a topic they renamed keeps my edit: a channel is known by its key", () => {
    const theirs = [topic("/*"), topic("/renamed", { channelKey: "/a" }), topic("/b")];
    expect(merged(theirs, edit("/a", { description: "mine" })).topics[1]).toMatchObject({
      address: "/renamed",
      description: "mine",
    });
  });

  test("renaming of mine brings the parameters with it", () => {
    const { topics } = merged(
      start,
      edit("/a", { address: "/a/{id}", parameters: [{ name: "id", description: "which" }] }),
    );
    expect(topics[1]?.parameters).toEqual([{ name: "id", description: "which" }]);
  });
});

test("a save that left the topics alone is recognised", () => {
  expect(isSameTopics(start, [...start])).toBe(true);
  expect(isSameTopics(start, start.slice(1))).toBe(false);
});

describe("mine can be taken in the place of theirs", () => {
  function taken(theirs: readonly Topic[], change: DraftChange, field?: "description") {
    const { draft, collisions } = mergeDraft(changeDraft(draftOf(start), change), theirs);
    const [collision] = collisions;
    const step = collision && takeMine(draft, collision, field);
    return { collision, topics: topicsToSave(step ? changeDraft(draft, step) : draft) };
  }

  test("field by field, with all three versions at hand", () => {
    const theirs = [topic("/*"), topic("/a", { description: "theirs", uriMapping: "/theirs" }), topic("/b")];
    const { collision, topics } = taken(theirs, edit("/a", { description: "mine" }), "description");
    expect(collision).toMatchObject({
      base: { description: "" },
      theirs: { description: "theirs" },
      mine: { description: "mine" },
      fields: ["description"],
    });
    expect(topics[1]).toEqual(topic("/a", { description: "mine", uriMapping: "/theirs" }));
  });

  test("what they deleted comes back as a new topic", () => {
    const { topics } = taken([topic("/*"), topic("/b")], edit("/a", { description: "mine" }));
    expect(topics.at(-1)).toEqual(topic("/a", { description: "mine", channelKey: null }));
  });

  test("what they edited is deleted all the same", () => {
    const theirs = [topic("/*"), topic("/a", { description: "theirs" }), topic("/b")];
    const { topics } = taken(theirs, { kind: "delete", id: "key-/a" });
    expect(topics.map(({ address }) => address)).toEqual(["/*", "/b"]);
  });
});
