// Looking back at what was sent: nothing that was typed is lost by it.
import { expect, test } from "vitest";
import type { Draft } from "./draft.ts";
import { DraftHistory } from "./draft-history.ts";

const draft = (text: string): Draft => ({ messageKey: "", kind: "text", text });

test("the draft at hand is there again after looking back", () => {
  const history = new DraftHistory();
  history.push(draft("first"));
  history.push(draft("second"));
  expect(history.older(draft("half writ"))).toEqual(draft("second"));
  expect(history.older(draft("second"))).toEqual(draft("first"));
  expect(history.older(draft("first")), "the oldest stays").toBeNull();
  expect(history.newer(draft("first"))).toEqual(draft("second"));
  expect(history.newer(draft("second"))).toEqual(draft("half writ"));
  expect(history.newer(draft("half writ"))).toBeNull();
});

test("what was just sent and still stands there is not brought back again", () => {
  const history = new DraftHistory();
  history.push(draft("first"));
  history.push(draft("second"));
  expect(history.older(draft("second"))).toEqual(draft("first"));
});

test("one that was brought back and changed is kept, and so is the draft before it", () => {
  const history = new DraftHistory();
  history.push(draft("sent"));
  history.older(draft("half writ"));
  expect(history.older(draft("sent, changed"))).toEqual(draft("half writ"));
  expect(history.older(draft("half writ"))).toEqual(draft("sent"));
  history.newer(draft("sent"));
  expect(history.newer(draft("half writ"))).toEqual(draft("sent, changed"));
});

test("sending what was brought back keeps the draft that it took the place of", () => {
  const history = new DraftHistory();
  history.push(draft("sent"));
  history.older(draft("half writ"));
  history.push(draft("sent"));
  expect(history.older(draft("sent"))).toEqual(draft("half writ"));
});

test("a draft that an example takes the place of can be brought back", () => {
  const history = new DraftHistory();
  history.push(draft("typed by hand"));
  expect(history.older(draft("the example"))).toEqual(draft("typed by hand"));
  expect(history.newer(draft("typed by hand"))).toEqual(draft("the example"));
});

test("what was sent before is there again in the next page", () => {
  let kept: readonly Draft[] = [];
  const history = new DraftHistory([draft("long ago")], (past) => {
    kept = past;
  });
  history.push(draft("sent"));
  expect(kept).toEqual([draft("sent"), draft("long ago")]);
  expect(new DraftHistory(kept).older(draft(""))).toEqual(draft("sent"));
  history.clear();
  expect(history.older(draft(""))).toBeNull();
  expect(kept).toHaveLength(2);
});

test("a text is held once it was sent, whichever message it is meant to be", () => {
  const history = new DraftHistory();
  history.push(draft("sent"));
  expect(history.holds({ messageKey: "other", kind: "text", text: "sent" })).toBe(true);
  expect(history.holds({ messageKey: "", kind: "hex", text: "sent" })).toBe(false);
  expect(history.holds(draft("sent, changed"))).toBe(false);
  history.clear();
  expect(history.holds(draft("sent"))).toBe(false);
});
