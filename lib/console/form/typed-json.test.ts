import { expect, test } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { withItem, withOption, withTyped } from "./typed-json.ts";

const optional = (kind: "text" | "number") => ({ kind, isRequired: false });

test("numbers keep every digit, templates stand as values, and what is no number is not lost", () => {
  const typed = (text: string) => withTyped('{"n": 1}', ["n"], text, optional("number"));
  expect(typed("9223372036854775807")).toBe('{"n": 9223372036854775807}');
  expect(typed("{{random 1 100}}")).toBe('{"n": {{random 1 100}}}');
  expect(typed("1 or 2")).toBe('{"n": "1 or 2"}');
});

test("an optional field that is emptied leaves the text, a text that must be there and an item stay", () => {
  expect(withTyped('{"a": "x", "b": 1}', ["a"], "", optional("text"))).toBe('{"b": 1}');
  expect(withTyped('{"a": "x"}', ["a"], "", { kind: "text", isRequired: true })).toBe('{"a": ""}');
  expect(withTyped("[1, 2]", [0], "", optional("number"))).toBe('["", 2]');
  expect(withTyped('{"a": 1}', ["b"], "", optional("text"))).toBe('{"a": 1}');
});

test("an item is added at the end, and a list is made for the first", () => {
  const item = { type: "integer" };
  expect(withItem('{"l": [1]}', ["l"], {}, item)).toBe('{"l": [1, 0]}');
  expect(withItem('{"a": 1}', ["l"], {}, item)).toBe('{"a": 1, "l": [0]}');
});

test("taking an alternative writes its mark and leaves what was typed", () => {
  const count: JsonObject = {
    type: "object",
    required: ["type", "n"],
    properties: { type: { const: "count" }, n: { type: "integer" } },
  };
  expect(withOption('{"type": "hello", "user": "ann"}', [], count, count)).toBe(
    '{"type": "count", "user": "ann"}',
  );
  expect(withOption("", [], count, count)).toBe('{"type": "count"}');
  expect(withOption('{"v": "text"}', ["v"], count, count), "of another kind").toBe('{"v": "text"}');
});
