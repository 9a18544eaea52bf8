// Which topics come, go or become something else when a definition takes another's place.
import { expect, it } from "vitest";
import { type ComparedTopic, topicChanges } from "./topic-changes.ts";

const topic = (
  key: string,
  address: string | null,
  ...directions: ComparedTopic["directions"]
): ComparedTopic => ({ key, address, directions, handshake: [] });

const taking = (parts: Readonly<Record<string, string>>): ComparedTopic => ({
  ...topic("prices", "/prices", "send"),
  handshake: Object.entries(parts).map(([name, digest]) => ({ name, digest })),
});

/** As a person is told of it. */
const named = ({ key, address, directions }: ComparedTopic) => ({ key, address, directions });

it("names what of a handshake comes, goes or changes, and takes it in another order for the same", () => {
  const before = taking({ method: "1", "query parameter lang": "2", "header X-A": "3" });
  const after = taking({ "query parameter lang": "5", method: "1", "header X-B": "4" });
  expect(topicChanges([before], [after])).toEqual([
    {
      kind: "changed",
      before: named(before),
      after: named(after),
      handshake: ["query parameter lang", "header X-A", "header X-B"],
    },
  ]);
  expect(topicChanges([taking({ a: "1", b: "2" })], [taking({ b: "2", a: "1" })])).toEqual([]);
});

it("names what is added and what is removed, and leaves out what stays", () => {
  const stays = topic("prices", "/prices", "send");
  const goes = topic("old", "/old", "send");
  const comes = topic("new", "/new", "receive");
  expect(topicChanges([stays, goes], [comes, stays])).toEqual([
    { kind: "removed", before: named(goes), after: null },
    { kind: "added", before: null, after: named(comes) },
  ]);
});

it("tells another direction and another address of a channel", () => {
  const before = [topic("a", "/a", "send"), topic("b", "/b", "send")];
  const after = [topic("a", "/a", "receive", "send"), topic("b", "/b/{id}", "send")];
  expect(
    topicChanges(before, after).map(({ kind, before: was, after: is }) => [kind, was?.key, is?.key]),
  ).toEqual([
    ["changed", "a", "a"],
    ["changed", "b", "b"],
  ]);
});

it("takes a renamed channel, and directions in another order, for the same topic", () => {
  expect(topicChanges([topic("a", "/a", "send", "receive")], [topic("z", "/a", "receive", "send")])).toEqual(
    [],
  );
});

it("takes an address before a key: two channels that swap their keys are no change", () => {
  const before = [topic("a", "/a", "send"), topic("b", "/b", "receive")];
  expect(topicChanges(before, [topic("b", "/a", "send"), topic("a", "/b", "receive")])).toEqual([]);
});

it("knows topics without an address by their keys, and each once", () => {
  const unknown = topic("later", null, "send");
  expect(topicChanges([unknown], [unknown])).toEqual([]);
  const twin = topic("twin", "/a", "send");
  expect(topicChanges([topic("a", "/a", "send")], [topic("a", "/a", "send"), twin])).toEqual([
    { kind: "added", before: null, after: named(twin) },
  ]);
  expect(topicChanges([topic("__proto__", null)], []).map(({ kind }) => kind)).toEqual(["removed"]);
});
