// What a person does on the Topics page, step by step, without a page.
import { describe, expect, test } from "vitest";
import { addresses, stepped, topic } from "./test-kit/drafts.ts";
import { changeDraft, type DraftChange, draftOf, isChanged, rowChange, topicsToSave } from "./topic-draft.ts";

describe("a draft of topics", () => {
  test("starts unchanged", () => {
    expect(isChanged(draftOf([topic("/*")]))).toBe(false);
  });

  test("adds a topic with the slash that was left out, its parameters, and no channel yet", () => {
    const draft = stepped([topic("/*")], { kind: "add", address: " rooms/{roomID} ", types: ["publish"] });
    expect(topicsToSave(draft).at(-1)).toEqual({
      ...topic("/rooms/{roomID}"),
      channelKey: null,
      types: ["publish"],
      parameters: [{ name: "roomID", description: "" }],
    });
    expect(isChanged(draft)).toBe(true);
  });

  test("keeps a deleted topic on the page until it is saved, and brings it back", () => {
    const draft = stepped([topic("/*"), topic("/a")], { kind: "delete", id: "key-/a" });
    expect(draft.rows).toHaveLength(2);
    expect(addresses(draft)).toEqual(["/*"]);
    expect(isChanged(changeDraft(draft, { kind: "restore", id: "key-/a" }))).toBe(false);
  });

  test("forgets everything on reset", () => {
    const draft = stepped(
      [topic("/*")],
      { kind: "add", address: "/a", types: ["publish"] },
      { kind: "reset" },
    );
    expect(addresses(draft)).toEqual(["/*"]);
    expect(isChanged(draft)).toBe(false);
  });

  test("an edit that is taken back is no change", () => {
    const edit = (description: string): DraftChange => ({
      kind: "edit",
      id: "key-/*",
      patch: { description },
    });
    expect(isChanged(stepped([topic("/*")], edit("x")))).toBe(true);
    expect(isChanged(stepped([topic("/*")], edit("x"), edit("")))).toBe(false);
  });

  test("renaming keeps the descriptions of parameters that stay", () => {
    const start = topic("/rooms/{roomID}", { parameters: [{ name: "roomID", description: "which room" }] });
    const patch = { address: "/rooms/{roomID}/{seat}" };
    const draft = stepped([start], { kind: "edit", id: `key-${start.address}`, patch });
    expect(draft.rows[0]?.topic.parameters).toEqual([
      { name: "roomID", description: "which room" },
      { name: "seat", description: "" },
    ]);
    expect(draft.rows[0]?.topic.channelKey).toBe("/rooms/{roomID}");
  });

  test("secures and opens all topics at once", () => {
    const draft = stepped([topic("/a"), topic("/b")], { kind: "secureAll", isSecured: false });
    expect(topicsToSave(draft).map((it) => it.isSecured)).toEqual([false, false]);
  });

  test("says how each row differs", () => {
    const draft = stepped(
      [topic("/a"), topic("/b"), topic("/c")],
      { kind: "delete", id: "key-/a" },
      { kind: "edit", id: "key-/b", patch: { uriMapping: "/x" } },
      { kind: "add", address: "/d", types: ["publish"] },
    );
    expect(draft.rows.map((row) => rowChange(draft, row))).toEqual(["deleted", "edited", null, "new"]);
  });
});
