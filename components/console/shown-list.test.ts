// The filtered list of a transcript: the same as filtering all of it, with places that stay while the bounds let go.
import { expect, test } from "vitest";
import { Transcript } from "#lib/console/transcript.ts";
import { NO_TOPIC } from "./connection-labels.ts";
import { filtered, NO_FILTER } from "./list-filter.ts";
import { ShownList } from "./shown-list.ts";
import { message } from "./test-kit/open-room.ts";

const topicOf = () => NO_TOPIC;
const linesIn = (list: ShownList) => Array.from({ length: list.size }, (_, place) => list.at(place));
const shownIn = (list: ShownList) => linesIn(list).filter((line) => line?.kind !== "attempt");
/** `1.2 (3)` for the line of connection 1's second attempt, on which three messages are kept; else what passed. */
const wordsIn = (list: ShownList) =>
  linesIn(list).map((line) =>
    line?.kind === "attempt"
      ? `${line.connection}.${line.attempt} (${line.messages})`
      : line?.kind === "message"
        ? line.body
        : line?.text,
  );

function passed(transcript: Transcript, body: string, { connection = 1, attempt = 1 } = {}): void {
  const message = {
    connection,
    attempt,
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
  expect([list.size, list.gone]).toEqual([2, 0]);
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

test("has a line above what passed on each attempt, which folds that away and back", () => {
  const transcript = new Transcript();
  const list = new ShownList(topicOf);
  passed(transcript, "a");
  passed(transcript, "b", { connection: 2 });
  passed(transcript, "c");
  passed(transcript, "d", { attempt: 2 });
  list.take(transcript.entries());
  const open = ["1.1 (2)", "a", "2.1 (1)", "b", "c", "1.2 (1)", "d"];
  expect(wordsIn(list)).toEqual(open);
  const { number } = list;
  list.fold({ connection: 1, attempt: 1 }, true);
  passed(transcript, "e");
  list.take(transcript.entries());
  expect(wordsIn(list)).toEqual(["1.1 (3)", "2.1 (1)", "b", "1.2 (1)", "d"]);
  expect([list.passing, list.number]).toEqual([5, number]);
  list.fold({ connection: 1, attempt: 1 }, false);
  list.take(transcript.entries());
  expect(wordsIn(list)).toEqual([...open.with(0, "1.1 (3)"), "e"]);
});

test("an attempt's line stays as long as anything of it is kept, folded away or not", () => {
  const transcript = new Transcript({ entries: 4, bytes: 100_000 });
  const list = new ShownList(topicOf);
  passed(transcript, "a", { connection: 2 });
  for (const body of ["b", "c", "d"]) passed(transcript, body);
  list.fold({ connection: 2, attempt: 1 }, true);
  list.take(transcript.entries());
  expect(wordsIn(list)).toEqual(["2.1 (1)", "1.1 (3)", "b", "c", "d"]);
  const read = list.at(4);
  for (const body of ["e", "f"]) passed(transcript, body);
  list.take(transcript.entries());
  expect(wordsIn(list)).toEqual(["1.1 (4)", "c", "d", "e", "f"]);
  expect(list.at(4 - list.gone)).toBe(read);
  for (let count = 0; count < 5_000; count += 1) {
    passed(transcript, `${count}`);
    list.take(transcript.entries());
  }
  expect(wordsIn(list)).toEqual(["1.1 (4)", "4996", "4997", "4998", "4999"]);
});

test("what is folded away and back stands where it stood, and nothing that passed is filtered again", () => {
  const transcript = new Transcript({ entries: 30, bytes: 100_000 });
  const topic = { ...NO_TOPIC, receives: [message("number", { type: "number" })] };
  let asked = 0;
  const list = new ShownList(() => {
    asked += 1;
    return topic;
  });
  const never = new ShownList(() => topic);
  for (const each of [list, never]) each.begin({ ...NO_FILTER, naming: { kind: "named", name: "number" } });
  const pass = (count: number) => {
    for (let place = 0; place < count; place += 1)
      passed(transcript, `${place}`, { connection: 1 + (place % 2), attempt: place < 10 ? 1 : 2 });
    for (const each of [list, never]) each.take(transcript.entries());
  };
  pass(20);
  const first = { connection: 1, attempt: 1 };
  const second = { connection: 2, attempt: 2 };
  for (const attempt of [first, second]) list.fold(attempt, true);
  pass(15);
  const before = asked;
  expect(before).toBe(35);
  expect(list.size).toBe(never.size - 14);
  for (const attempt of [second, first]) list.fold(attempt, false);
  list.take(transcript.entries());
  expect(asked).toBe(before);
  expect(wordsIn(list)).toEqual(wordsIn(never));
  expect(list.gone).toBe(never.gone);
});

test("an attempt that began while nothing passed keeps its line's place through folding", () => {
  const transcript = new Transcript();
  const list = new ShownList(topicOf);
  passed(transcript, "a");
  list.take(transcript.entries(), [{ connection: 2, attempt: 1, at: 0 }]);
  passed(transcript, "b");
  passed(transcript, "c", { connection: 2 });
  list.take(transcript.entries());
  const open = ["1.1 (2)", "a", "2.1 (1)", "b", "c"];
  expect(wordsIn(list)).toEqual(open);
  for (const isFolded of [true, false]) {
    list.fold({ connection: 1, attempt: 1 }, isFolded);
    list.take(transcript.entries());
  }
  expect(wordsIn(list)).toEqual(open);
});
