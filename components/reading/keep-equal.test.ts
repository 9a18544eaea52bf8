// What stays the same object when data comes anew.
import { expect, test } from "vitest";
import { keepEqual } from "./keep-equal.ts";

test("equal data is the object that was there before, and within changed data each part that is equal", () => {
  const before = { info: { title: "A" }, list: [{ a: 1 }, { b: [null, "x"] }], none: null };
  expect(keepEqual(before, structuredClone(before))).toBe(before);
  const after = keepEqual(before, { info: { title: "A" }, list: [{ a: 2 }, { b: [null, "x"] }], none: null });
  expect(after).toEqual({ info: { title: "A" }, list: [{ a: 2 }, { b: [null, "x"] }], none: null });
  expect(after).not.toBe(before);
  expect(after.info).toBe(before.info);
  expect(after.list[0]).not.toBe(before.list[0]);
  expect(after.list[1]).toBe(before.list[1]);
});

test("what is longer, shorter or of another kind is what came", () => {
  expect(keepEqual([1, 2], [1, 2, 3])).toEqual([1, 2, 3]);
  expect(keepEqual([1, 2, 3], [1, 2])).toEqual([1, 2]);
  expect(keepEqual({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
  expect(keepEqual({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
  expect(keepEqual({ 0: "x" }, ["x"])).toEqual(["x"]);
  expect(keepEqual(["x"], { 0: "x" })).toEqual({ 0: "x" });
  expect(keepEqual(null, { a: 1 })).toEqual({ a: 1 });
  const hostile: unknown = JSON.parse('{ "__proto__": { "a": 1 } }');
  expect(JSON.stringify(keepEqual({}, hostile))).toBe('{"__proto__":{"a":1}}');
});
