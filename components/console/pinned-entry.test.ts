// What is pinned outlasts a reload: it is kept in the tab, and found again in what passed before.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Entry } from "#lib/console/transcript.ts";
import { keepPin, keptPin } from "./kept-pin.ts";
import { findPinned, type PinnedEntry } from "./pinned-entry.ts";

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

const place = { connection: 1, attempt: 1 };
const opened: Entry = { ...place, id: 7, at: 1_000, kind: "event", tone: "plain", text: "opened" };
const sent: Entry = {
  ...{ ...place, id: 8, at: 1_000, kind: "message", direction: "sent", body: "one", bytes: 3 },
  isInvalidOnPurpose: false,
};
const answer: Entry = { ...sent, id: 9, direction: "received", body: "three", bytes: 5 };
const pinned: PinnedEntry = { id: 2, at: 1_000.7, kind: "message", size: 3, words: "you sent one" };

test("what was pinned is found among what passed in the same millisecond", () => {
  expect(findPinned([opened, sent, answer], pinned)).toEqual({ id: 8, at: 1_000 });
  expect(findPinned([opened, sent, answer], { ...pinned, size: 5 })).toEqual({ id: 9, at: 1_000 });
  expect(findPinned([opened, sent, answer], { ...pinned, kind: "event", size: 6 })).toEqual({
    id: 7,
    at: 1_000,
  });
});

test("what did not outlast the reload is not found", () => {
  expect(findPinned([opened], pinned)).toBeNull();
  expect(findPinned([sent], { ...pinned, at: 999.9 })).toBeNull();
});

test("the tab keeps it for its API, and its id is not that of another page's entry", () => {
  keepPin("a", pinned);
  expect(keptPin("a")).toEqual({ ...pinned, id: 0 });
  expect(keptPin("b")).toBeNull();
  keepPin("a", null);
  expect(keptPin("a")).toBeNull();
});

test.each([
  "x",
  "[]",
  '{"at":"1","kind":"event","size":1,"words":""}',
  '{"at":1,"kind":"other","size":1,"words":""}',
])("%s is no pin", (text) => {
  stored.set("sluice.console.pinned a", text);
  expect(keptPin("a")).toBeNull();
});
