import { describe, expect, it } from "vitest";
import { isSameButLineEnds, withLineEndsOf } from "./line-ends.ts";

/** What an editor hands out: every line end is \n. */
const asEdited = (text: string) => text.replace(/\r\n?/g, "\n");

describe("an edited text", () => {
  it.each(["a\r\nb\r\nc\r\n", "a\r\nb", "a\nb\r\nc\rd", "\uFEFFa\r\n", "", "\r\n", "a\n\n\r\n"])(
    "of %j that nobody changed is the same",
    (text) => {
      expect(withLineEndsOf(text, asEdited(text))).toBe(text);
    },
  );

  it("gets the usual line ends where something was typed, and keeps all others", () => {
    expect(withLineEndsOf("a\r\nb\r\nc\r\n", "a\nnew\nb\nc\n")).toBe("a\r\nnew\r\nb\r\nc\r\n");
    expect(withLineEndsOf("a\r\nb\nc\nd", "a\nB\nx\nc\nd")).toBe("a\r\nB\nx\nc\nd");
    expect(withLineEndsOf("a\r\nb", "a\nb\n")).toBe("a\r\nb\r\n");
    expect(withLineEndsOf("a\r\nb\r\n", "")).toBe("");
    expect(withLineEndsOf("a\nb\n", "a\nc\n")).toBe("a\nc\n");
  });
});

it("knows texts that differ in line ends only", () => {
  expect(isSameButLineEnds("a\r\nb", "a\nb")).toBe(true);
  expect(isSameButLineEnds("a\nb", "a\nb\n")).toBe(false);
});
