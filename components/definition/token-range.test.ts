// A finding knows where it starts; its underline covers what it is about.
import { expect, test } from "vitest";
import { tokenRange } from "./token-range.ts";

const marked = (line: string, column: number) => line.slice(...tokenRange(line, column));

test("a key is underlined without its colon", () => {
  expect(marked("  address: /a", 3)).toBe("address");
  expect(marked('  "address": "/a"', 3)).toBe('"address"');
});

test("a value in quotes is underlined whole, with its spaces", () => {
  expect(marked("a: 'it''s one', b", 4)).toBe("'it''s one'");
  expect(marked('{ "a": "x \\" y" }', 8)).toBe('"x \\" y"');
});

test("a plain value ends at a space or a sign", () => {
  expect(marked("[one, two]", 2)).toBe("one");
  expect(marked("at: http://a:80/b more", 5)).toBe("http://a:80/b");
});

test("where no token starts, the whole line is underlined without its margins", () => {
  expect(marked("  a: b  ", 9)).toBe("a: b");
  expect(marked("  - [", 99)).toBe("- [");
  expect(marked("}", 1)).toBe("}");
});

test("an empty line has nothing to underline", () => {
  expect(tokenRange("", 1)).toEqual([0, 0]);
  expect(tokenRange("   ", 7)).toEqual([0, 0]);
});
