// What the Topics page refuses, where, and in which words.
import { describe, expect, test } from "vitest";
import { addresses, stepped, topic } from "./test-kit/drafts.ts";
import { draftOf } from "./topic-draft.ts";
import { additionProblems, draftProblems } from "./topic-problems.ts";

describe("what is wrong with a draft", () => {
  test("names the row and the field", () => {
    const draft = stepped([topic("/rooms/{id}")], {
      kind: "edit",
      id: "key-/rooms/{id}",
      patch: { uriMapping: "/r?x={no}" },
    });
    expect(draftProblems(draft).rows.get("key-/rooms/{id}")?.uriMapping).toContain("{no}");
  });

  test("a deleted topic neither clashes nor is judged", () => {
    const draft = stepped(
      [topic("/a"), topic("/b")],
      { kind: "delete", id: "key-/a" },
      { kind: "add", address: "/a", types: ["publish"] },
    );
    expect(draftProblems(draft).rows.size).toBe(0);
    expect(addresses(draft)).toEqual(["/b", "/a"]);
  });

  test("deleting the last topic is refused for the list", () => {
    expect(draftProblems(stepped([topic("/a")], { kind: "delete", id: "key-/a" })).list).toContain(
      "at least one topic",
    );
  });

  test.each([
    ["", "Enter a topic name"],
    ["/a", "in the list already"],
    ["a/", "same requests"],
    ["/rooms/{other}", "same requests"],
    ["/a b", "Remove spaces"],
    ["/x{y}", "whole segment"],
  ])("adding %j is refused at the name", (address, message) => {
    const draft = draftOf([topic("/a"), topic("/rooms/{roomID}")]);
    expect(additionProblems(draft, address, ["publish"]).address).toContain(message);
  });

  test("adding without a type is refused at the types", () => {
    expect(additionProblems(draftOf([]), "/a", [])).toEqual({
      types: expect.stringContaining("at least one type"),
    });
  });
});
