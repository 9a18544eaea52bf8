import { expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "./list-cursor.ts";

it("a cursor survives its way through a URL", () => {
  const cursor = { updatedAt: new Date(1_795_000_000_123), id: "0b5c7f4e-7c36-4f0e-9b0c-6a4b4c0b7a11" };
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
});

it.each(["", "x", "zzzzzzzzzzzzzz.a", "a.b/c", "'; drop table"])("%s is no cursor", (text) => {
  expect(decodeCursor(text)).toBeNull();
});
