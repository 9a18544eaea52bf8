// A settings form through saves of one's own and of others.
import { describe, expect, test } from "vitest";
import {
  acceptSave,
  cleanDraft,
  contest,
  followServer,
  isDirty,
  reviveDraft,
  settleField,
  storable,
} from "./form-draft.ts";

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

  test("a field that both changed stays named when a third save changes another field", () => {
    const contested = followServer(typed(1, "mine", ""), saved(2, "theirs"));
    const draft = followServer(contested, saved(3, "theirs", "n"));
    expect(draft.values).toEqual({ name: "mine", note: "n" });
    expect(draft.notice).toEqual({
      kind: "merged",
      collisions: ["name"],
      theirs: saved(3, "theirs", "n").values,
      ancestor: { name: "a", note: "" },
    });
  });

  test("a field that is settled is named no more, with either version in it", () => {
    const contested = followServer(typed(1, "mine", ""), saved(2, "theirs"));
    const kept = settleField(contested, "name", "mine");
    expect(kept).toMatchObject({ values: { name: "mine" }, notice: { collisions: [] } });
    const taken = settleField(contested, "name", "theirs");
    expect(taken).toMatchObject({ values: { name: "theirs" }, notice: { collisions: [] } });
  });

  test("a field that became theirs is named no more", () => {
    const contested = followServer(typed(1, "mine", "mine"), saved(2, "theirs", "theirs"));
    const draft = followServer(
      { ...contested, values: { name: "theirs", note: "mine" } },
      saved(3, "theirs", "n"),
    );
    expect(draft.notice).toMatchObject({ collisions: ["note"] });
  });

  test("a form that became theirs forgets what was open when the next version comes", () => {
    const contested = followServer(typed(1, "mine", ""), saved(2, "theirs"));
    const settled = { ...contested, values: contested.base.values };
    expect(followServer(settled, saved(3, "later")).notice).toBeNull();
  });

  test("what was set aside is contested again when it comes back", () => {
    const draft = contest(cleanDraft(saved(2, "theirs", "n")), { name: "mine", note: "n" }, { name: "a" });
    expect(draft.values).toEqual({ name: "mine", note: "n" });
    expect(draft.notice).toMatchObject({ kind: "merged", collisions: ["name"], theirs: { name: "theirs" } });
  });

  test("what was made of their version is settled", () => {
    const contested = followServer(typed(1, "mine", ""), saved(2, "theirs"));
    const draft = contest(contested, { name: "both" }, { name: "theirs" });
    expect(draft.values.name).toBe("both");
    expect(draft.notice).toMatchObject({ kind: "merged", collisions: [] });
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

  /** Through the storage, as a reload does it. */
  const reloaded = (draft: ReturnType<typeof typed>, latest: ReturnType<typeof saved>) =>
    reviveDraft(JSON.parse(JSON.stringify(storable(draft, (values) => values))), latest);

  test("over a newer version comes back as the conflict it is", () => {
    expect(reloaded(typed(1, "mine", ""), saved(2, "theirs"))?.notice).toMatchObject({
      kind: "merged",
      collisions: ["name"],
      theirs: { name: "theirs" },
    });
  });

  test("of an open conflict comes back as that conflict, not as text that may be saved over theirs", () => {
    const contested = followServer(typed(1, "mine", ""), saved(2, "theirs"));
    const draft = reloaded(contested, saved(2, "theirs"));
    expect(draft).toEqual(contested);
    expect(draft && reloaded(draft, saved(2, "theirs"))).toEqual(contested);
  });

  test("of an open conflict stays one over a still newer version", () => {
    const contested = followServer(typed(1, "mine", ""), saved(2, "theirs"));
    expect(reloaded(contested, saved(4, "theirs", "n"))?.notice).toMatchObject({ collisions: ["name"] });
  });

  test("whose conflict was settled comes back as restored", () => {
    const settled = { ...followServer(typed(1, "mine", ""), saved(2, "theirs")), notice: null };
    expect(reloaded(settled, saved(2, "theirs"))?.notice).toEqual({ kind: "restored" });
  });

  test.each(["name", [1], ["no such field"], {}])("names no field that is none: %j", (collisions) => {
    expect(reviveDraft({ ...stored, collisions }, saved(1, "a"))?.notice).toEqual({ kind: "restored" });
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
