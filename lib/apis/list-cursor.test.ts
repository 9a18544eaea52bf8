import { expect, it } from "vitest";
import { decodeCursor, decodeMoment, encodeCursor, encodeMoment, longestCursor } from "./list-cursor.ts";

const id = "0b5c7f4e-7c36-4f0e-9b0c-6a4b4c0b7a11";

it.each(["", "chat", "a.b/c?d=e&f", "Größe 🐙", "漢".repeat(120), `/${"ü".repeat(232)}`])(
  "a cursor at %j survives its way through a URL",
  (value) => {
    const text = encodeCursor("name-asc", { value, id });
    expect(encodeURIComponent(text)).toBe(text);
    expect(text.length).toBeLessThanOrEqual(longestCursor);
    expect(decodeCursor("name-asc", text)).toEqual({ value, id });
  },
);

it("a cursor of one order is none of another", () => {
  const text = encodeCursor("name-asc", { value: "chat", id });
  for (const order of ["name-desc", "name", "path-asc", "updated-desc"]) {
    expect(decodeCursor(order, text)).toBeNull();
  }
});

it.each([
  "",
  "x",
  "x.",
  "x.a",
  "x.a/b.Zg",
  "x.a.Z+g",
  "x..Zg",
  "'; drop table",
  "x.a.AA",
  `x.a.${"A".repeat(longestCursor)}`,
])("%s is no cursor", (text) => {
  expect(decodeCursor("x", text)).toBeNull();
});

it("a moment survives, and what is no moment is no cursor of a list in order of time", () => {
  const at = new Date(1_795_000_000_123);
  expect(decodeMoment("ended", encodeMoment("ended", { at, id }))).toEqual({ at, id });
  for (const value of ["", "soon", "-1", "1e3", "9".repeat(16)]) {
    expect(decodeMoment("ended", encodeCursor("ended", { value, id }))).toBeNull();
  }
});
