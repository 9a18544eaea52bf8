// JSON as it is written: where it stops to be any.
import { expect, test } from "vitest";
import { brokenAt } from "./json-parts.ts";

test("a text that is no JSON is broken where its first wrong sign stands", () => {
  const rest = (text: string) => text.slice(brokenAt(text) ?? text.length);
  expect(rest('{"a": 1, "b": }')).toBe("}");
  expect(rest('{"a": tru, "b": 2}')).toBe('tru, "b": 2}');
  expect(rest('{"a": [1, 2}')).toBe("}");
  expect(rest('{"a": "\\x"}')).toBe('"\\x"}');
  expect(rest("[1] 2")).toBe("2");
});

test("a text that ends too early is broken at its end, templates are no break, and JSON has none", () => {
  expect(brokenAt('{"a": 1')).toBe(7);
  expect(brokenAt('{"n": {{counter}}, "m": -1.5e3, "t": true}')).toBeNull();
});
