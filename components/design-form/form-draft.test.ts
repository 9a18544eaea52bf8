// A settings form through saves of one's own and of others.
import { describe, expect, test } from "vitest";
import { acceptSave, cleanDraft, followServer, isDirty, reviveDraft } from "./form-draft.ts";

const saved = (etag: number, name: string, note = "") => ({ etag, values: { name, note } });
const typed = (etag: number, name: string, note: string) => ({
  ...cleanDraft(saved(etag, "a")),
  values: { name, note },
});

describe("following the server", () => {
  test("a form without changes shows the latest", () => {
    expect(followServer(cleanDraft(saved(1, "a")), saved(2, "b"))).toEqual(cleanDraft(saved(2, "b")));
  });

  test("a page that is older than our own save is ignored", () => {
    const draft = acceptSave(typed(1, "b", ""), { name: "b", note: "" }, 2);
    expect(followServer(draft, saved(1, "a"))).toBe(draft);
    expect(isDirty(draft)).toBe(false);
  });

  test("somebody else's save comes under my changes", () => {
    const draft = followServer(typed(1, "mine", ""), saved(2, "a", "theirs"));
    expect(draft.values).toEqual({ name: "mine", note: "theirs" });
    expect(draft.base.etag).toBe(2);
    expect(draft.notice).toMatchObject({ kind: "merged", collisions: [] });
  });

  test("what both changed is mine until I decide, and named", () => {
    const draft = followServer(typed(1, "mine", ""), saved(2, "theirs"));
    expect(draft.values.name).toBe("mine");
    expect(draft.notice).toMatchObject({ kind: "merged", collisions: ["name"], theirs: { name: "theirs" } });
  });

  test("what was typed during a save is still a change after it", () => {
    expect(isDirty(acceptSave(typed(1, "later", ""), { name: "sent", note: "" }, 2))).toBe(true);
  });
});

describe("a save of other settings", () => {
  test("moves the version on and asks nothing", () => {
    const draft = followServer(typed(1, "mine", ""), saved(2, "a"));
    expect(draft).toEqual({ base: saved(2, "a"), values: { name: "mine", note: "" }, notice: null });
  });
});

describe("a draft out of storage", () => {
  const stored = { base: saved(1, "a"), values: { name: "mine", note: "" } };

  test("comes back after a reload", () => {
    expect(reviveDraft(stored, saved(1, "a"))).toMatchObject({
      values: stored.values,
      notice: { kind: "restored" },
    });
  });

  test("is put on top of what was saved since", () => {
    expect(reviveDraft(stored, saved(3, "a", "theirs"))?.values).toEqual({ name: "mine", note: "theirs" });
  });

  test.each([
    null,
    "x",
    {},
    { base: {}, values: {} },
    { base: saved(1, "a"), values: { name: 1, note: "" } },
  ])("is not believed when it is %j", (broken) => expect(reviveDraft(broken, saved(1, "a"))).toBeNull());

  test("without a change is none", () => {
    expect(reviveDraft({ base: saved(1, "a"), values: { name: "a", note: "" } }, saved(2, "b"))).toBeNull();
  });
});
