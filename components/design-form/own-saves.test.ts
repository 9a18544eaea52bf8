// Which version a person saw last.
import { expect, it } from "vitest";
import { noteOwnSave, seenEtag } from "./own-saves.ts";

it("is the page's until something is saved here", () => {
  expect(seenEtag("a", 3)).toBe(3);
});

it("is the own save while the page lags behind it, and the page's again once it is newer", () => {
  noteOwnSave("b", 4);
  expect(seenEtag("b", 3)).toBe(4);
  expect(seenEtag("b", 6)).toBe(6);
  expect(seenEtag("c", 3)).toBe(3);
});
