// The filtered list of a transcript: the same as filtering all of it, with places that stay while the bounds let go.
import { expect, test } from "vitest";
import { Transcript } from "#lib/console/transcript.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import { filtered, NO_FILTER } from "./list-filter.ts";
import { ShownList } from "./shown-list.ts";

const topicOf = () => NO_TOPIC;
const shownIn = (list: ShownList) => Array.from({ length: list.size }, (_, place) => list.at(place));

function passed(transcript: Transcript, body: string): void {
  const message = {
    connection: 1,
    attempt: 1,
    at: 0,
    direction: "received",
    isInvalidOnPurpose: false,
  } as const;
  transcript.addMessage({ ...message, body });
}

test("is what filtering the whole transcript gives, however much passed between two looks", () => {
  const transcript = new Transcript({ entries: 3_000, bytes: 100_000_000 });
  const list = new ShownList(topicOf);
  const filter = { ...NO_FILTER, search: "odd" };
  list.begin(filter);
  for (let count = 0; count < 20_000; count += 1) {
    passed(transcript, `${count} ${count % 2 === 1 ? "odd" : "even"}`);
    if (count % 700 === 0 || count > 19_990) {
      list.take(transcript.entries());
      expect(shownIn(list)).toEqual(filtered(transcript.entries(), filter, topicOf));
    }
  }
});

test("counts what was let go of of what it shows, so that a line keeps its place", () => {
  const transcript = new Transcript({ entries: 10, bytes: 100_000 });
  const list = new ShownList(topicOf);
  for (let count = 0; count < 10; count += 1) passed(transcript, `${count}`);
  list.take(transcript.entries());
  const read = list.at(7);
  for (let count = 0; count < 4; count += 1) passed(transcript, "more");
  list.take(transcript.entries());
  expect(list.gone).toBe(4);
  expect(list.at(7 - list.gone)).toBe(read);
});

test("begins anew with another filter, and has another number", () => {
  const transcript = new Transcript();
  const list = new ShownList(topicOf);
  passed(transcript, "ann");
  passed(transcript, "bob");
  list.take(transcript.entries());
  const before = list.number;
  list.begin({ ...NO_FILTER, search: "bob" });
  list.take(transcript.entries());
  expect(list.number).not.toBe(before);
  expect([list.size, list.gone]).toEqual([1, 0]);
});

test("shows what passes after the transcript was cleared", () => {
  const transcript = new Transcript();
  const list = new ShownList(topicOf);
  passed(transcript, "before");
  list.take(transcript.entries());
  transcript.clear();
  list.begin(list.filter);
  passed(transcript, "after");
  list.take(transcript.entries());
  expect(shownIn(list)).toEqual(transcript.entries());
});
