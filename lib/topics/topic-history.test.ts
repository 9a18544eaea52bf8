// Undo and redo of what was changed on the Topics page.
import { describe, expect, test } from "vitest";
import { draftOf, newTopic, topicsToSave } from "./topic-draft.ts";
import { noHistory, redoStep, type Stepped, takeStep, undoStep } from "./topic-history.ts";

const start: Stepped = {
  draft: draftOf([{ ...newTopic("/*", ["subscribe"]), channelKey: "all" }]),
  history: noHistory,
};
const id = "key-all";
const add = (address: string) => ({ kind: "add", address, types: ["subscribe"] }) as const;
const describeAs = (description: string) => ({ kind: "edit", id, patch: { description } }) as const;
const addresses = ({ draft }: Stepped) => topicsToSave(draft).map((topic) => topic.address);
const description = ({ draft }: Stepped) => draft.rows[0]?.topic.description;

describe("a step", () => {
  test("is taken back, and done again", () => {
    const added = takeStep(takeStep(start, add("/a")), { kind: "delete", id });
    expect(addresses(added)).toEqual(["/a"]);
    const undone = undoStep(added);
    expect(addresses(undone)).toEqual(["/*", "/a"]);
    expect(addresses(undoStep(undone))).toEqual(["/*"]);
    expect(addresses(redoStep(redoStep(undoStep(undone))))).toEqual(["/a"]);
  });

  test("is all that was typed into one field", () => {
    const typed = ["H", "He", "Hey"].reduce((stepped, text) => takeStep(stepped, describeAs(text)), start);
    expect(description(undoStep(typed))).toBe("");
    expect(undoStep(typed).history.past).toEqual([]);
  });

  test("in between makes typing two steps", () => {
    const typed = takeStep(takeStep(takeStep(start, describeAs("One")), add("/a")), describeAs("Two"));
    expect(description(undoStep(typed))).toBe("One");
  });

  test("after an undo is a step of its own, and ends what could be done again", () => {
    const undone = undoStep(takeStep(takeStep(start, describeAs("One")), add("/a")));
    const typed = takeStep(undone, describeAs("Two"));
    expect(redoStep(typed)).toBe(typed);
    expect(description(undoStep(typed))).toBe("One");
  });

  test("that was taken back leaves its row's name to nobody else", () => {
    const again = takeStep(undoStep(takeStep(start, add("/a"))), add("/b"));
    expect(again.draft.rows.map((row) => row.id)).toEqual([id, "new-2"]);
  });
});

test("without a step there is nothing to take back or to do again", () => {
  expect(undoStep(start)).toBe(start);
  expect(redoStep(start)).toBe(start);
});

test("Reset ends the steps", () => {
  const reset = takeStep(takeStep(start, add("/a")), { kind: "reset" });
  expect(reset).toEqual({ draft: { ...start.draft, added: 0 }, history: noHistory });
});
