// Which texts are read as Markdown, and that to ask costs no more than to look at a text once.
import { expect, it } from "vitest";
import { isMarked } from "./marked-text.ts";

it("is marked where a line of it begins a list, further in or not", () => {
  expect(["- a", "+ a", "1. a", "2) a", "a\r  - b", "a\r\t1. b"].filter((text) => !isMarked(text))).toEqual(
    [],
  );
  expect(["plain words", "1.5 a", "a - b", "-a", "a\rb"].filter(isMarked)).toEqual([]);
});

it.each([
  ["carriage returns", "\r"],
  ["separators of lines", "\u2028"],
  ["separators of paragraphs", "\u2029"],
])("is found not to be marked by one look at each of its characters: %s", (_, end) => {
  // To look from each of them over all that follow would take minutes.
  expect(isMarked(`a${end.repeat(1_000_000)}b`)).toBe(false);
  const texts = Array.from({ length: 500 }, (_each, at) => `${at}${end.repeat(9_000)}b`);
  expect(texts.filter(isMarked)).toEqual([]);
});
