import { expect, test } from "vitest";
import { withJsonAt, withoutJsonAt } from "./edit-json.ts";
import { jsonParts, partAt } from "./json-parts.ts";

const TEXT = `{
  "id": 9223372036854775807,   "price": 1.10,
  "when": "{{now}}", "n": {{random 1 100}},
  "list": [1, {"a": true}]
}`;

test("a change of one value leaves every other character as it was", () => {
  expect(withJsonAt(TEXT, ["price"], "2.50")).toBe(TEXT.replace("1.10", "2.50"));
  expect(withJsonAt(TEXT, ["list", 1, "a"], "false")).toBe(TEXT.replace("true", "false"));
  expect(withJsonAt(TEXT, ["n"], "{{counter}}")).toBe(TEXT.replace("{{random 1 100}}", "{{counter}}"));
});

test("a new member stands as the one before it, and what leads to it is made", () => {
  expect(withJsonAt('{\n  "a": 1\n}', ["b", "c"], "2")).toBe('{\n  "a": 1,\n  "b": {"c": 2}\n}');
  expect(withJsonAt('{"a": 1}', ["b"], "2")).toBe('{"a": 1, "b": 2}');
  expect(withJsonAt("[1]", [1], "2")).toBe("[1, 2]");
  expect(withJsonAt("{}", ["a"], "1")).toBe('{\n  "a": 1\n}');
  expect(withJsonAt("", ["a", "b"], '"x"')).toBe('{"a": {"b": "x"}}');
  expect(withJsonAt('{\n  "a": {}\n}', ["a", "b"], "1")).toBe('{\n  "a": {\n    "b": 1\n  }\n}');
});

test("a removed member takes its comma along", () => {
  expect(withoutJsonAt('{"a": 1, "b": 2, "c": 3}', ["b"])).toBe('{"a": 1, "c": 3}');
  expect(withoutJsonAt('{"a": 1, "b": 2}', ["a"])).toBe('{"b": 2}');
  expect(withoutJsonAt('{\n  "a": 1\n}', ["a"])).toBe("{}");
  expect(withoutJsonAt("[1, 2]", [1])).toBe("[1]");
  expect(withoutJsonAt("1", [])).toBe("");
});

test("of members with one name the last counts, and names like those of objects' own are names", () => {
  expect(withJsonAt('{"a": 1, "a": 2}', ["a"], "3")).toBe('{"a": 1, "a": 3}');
  expect(partAt(jsonParts('{"a": 1}'), ["constructor"])).toBeNull();
  expect(withJsonAt("{}", ["__proto__"], "1")).toBe('{\n  "__proto__": 1\n}');
});

test("what cannot be read, or stands in the way, is not written over", () => {
  expect(withJsonAt('{"a": ', ["a"], "1")).toBe('{"a": ');
  expect(withJsonAt('{"a": "x"}', ["a", "b"], "1")).toBe('{"a": "x"}');
  expect(withoutJsonAt('{"a": 1', ["a"])).toBe('{"a": 1');
  expect(jsonParts('{"a": "\\q"}')).toBeNull();
  expect(jsonParts("[".repeat(5000))).toBeNull();
});
