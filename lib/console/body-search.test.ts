// Messages are found by words, and by what stands at a path.
import { expect, test } from "vitest";
import { bodySearch, searchProblem } from "./body-search.ts";

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
  ["$..n", true],
  ["$..ok=true", true],
  ["$..ok=false", false],
  ["$.list[*].ok", true],
  ["$.*=5", true],
  ["$.*[*]", true],
  ["$.list[-1].ok=true", true],
  ["$.list[-2]", false],
  ['$["us\\u0065r"]=ann', true],
  ["$..list..ok", true],
  ["$.user.*", false],
  ["$.list[0:1]", false],
])("%s", (typed, isFound) => {
  expect(bodySearch(typed)(BODY)).toBe(isFound);
});

test("bytes and what is no JSON have no paths", () => {
  expect(bodySearch("$.a")("$.a")).toBe(false);
  expect(bodySearch("a")(Uint8Array.of(97))).toBe(false);
});

test("a path that cannot be read says where it ends, and what may stand there", () => {
  expect(searchProblem("$.list[0:1]")).toContain('at character 7, "[",');
  expect(searchProblem("$.")).toContain('at character 2, ".",');
  for (const typed of ["", "words", "$5.00", "$.user = ann", '$["a=b"]=1'])
    expect(searchProblem(typed)).toBeNull();
});

test("a name may have the sign that what is wanted stands behind", () => {
  expect(bodySearch('$["a=b"]=1')('{"a=b":1}')).toBe(true);
});

test("a value that is reached in very many ways is looked at once", () => {
  const deep = `${"[".repeat(200)}1${"]".repeat(200)}`;
  expect(bodySearch("$..*..*..*..*..*..*=1")(deep)).toBe(true);
});
