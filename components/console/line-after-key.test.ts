// The list by keyboard: where each key leads.
import { expect, test } from "vitest";
import { lineAfterKey } from "./line-after-key.ts";

const ends = { first: 10, last: 20 };

test("arrows lead one line on, from one end to the other and not beyond", () => {
  expect(lineAfterKey("ArrowUp", 15, ends)).toBe(14);
  expect(lineAfterKey("ArrowDown", 15, ends)).toBe(16);
  expect(lineAfterKey("ArrowUp", 10, ends)).toBe(10);
  expect(lineAfterKey("ArrowDown", 20, ends)).toBe(20);
});

test("from a line that was let go of, arrows lead to the oldest that is kept", () => {
  expect(lineAfterKey("ArrowDown", 3, ends)).toBe(10);
});

test("who comes to the list begins at the newest", () => {
  expect(lineAfterKey("ArrowUp", null, ends)).toBe(20);
  expect(lineAfterKey("ArrowDown", null, ends)).toBe(20);
});

test("Home and End lead to the ends, other keys nowhere", () => {
  expect(lineAfterKey("Home", 15, ends)).toBe(10);
  expect(lineAfterKey("End", null, ends)).toBe(20);
  expect(lineAfterKey("Enter", 15, ends)).toBeNull();
});
