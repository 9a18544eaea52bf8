// Messages are found by words, and by what stands at a path.
import { expect, test } from "vitest";
import { bodySearch } from "./body-search.ts";

const BODY = '{"user": "Ann", "n": 5, "list": [{"ok": true}], "none": null}';

test.each([
  ["", true],
  ["ANN", true],
  ["bob", false],
  ["$.user", true],
  ["$.user=ann", true],
  ["$.user = bob", false],
  ["$.n=5", true],
  ['$.n="5"', false],
  ["$.list[0].ok=true", true],
  ["$.none=null", true],
  ["$.other", false],
  ["$..n", false],
])("%s", (typed, isFound) => {
  expect(bodySearch(typed)(BODY)).toBe(isFound);
});

test("bytes and what is no JSON have no paths", () => {
  expect(bodySearch("$.a")("$.a")).toBe(false);
  expect(bodySearch("a")(Uint8Array.of(97))).toBe(false);
});
