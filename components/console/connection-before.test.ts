// Connections from before a reload: the same ones still, made again in another attempt of their own.
import { expect, test, vi } from "vitest";
import type { ConnectionBefore } from "./connection-of-file.ts";
import { closedRoom, FakeSocket, openRoom, SOON_MS, topic, withFakeSockets } from "./test-kit/open-room.ts";

withFakeSockets();

const dial = (number: number, name: string) => ({
  ...{ number, name, topic, url: "ws://h/again", protocols: ["key"], shownProtocols: [] },
});
const before = (id: number, name: string, attempt: number): ConnectionBefore => ({
  ...{ id, name, attempt, topic: topic.address },
});

async function fileOfOne(): Promise<string> {
  const { files } = openRoom();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  return files.at(-1) ?? "";
}

async function restored(passed: string, connections: readonly ConnectionBefore[]) {
  const room = closedRoom();
  room.functions.restore({ passed, before: connections, topics: [topic] });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const session = () => room.told.findLast((news) => news.session)?.session;
  return { ...room, session };
}

test("they have their names, ids, colours and attempts, whether something passed on them or not", async () => {
  const { session, functions } = await restored(await fileOfOne(), [before(1, "A", 1), before(4, "D", 7)]);
  functions.open(dial(0, "E"));
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const connections = session()?.connections.map(({ id, name, colour, attempt }) => ({
    ...{ id, name, colour, attempt: attempt.number, state: attempt.state },
  }));
  expect(connections).toEqual([
    { id: 1, name: "A", colour: 0, attempt: 1, state: "cancelled" },
    { id: 4, name: "D", colour: 3, attempt: 7, state: "cancelled" },
    { id: 5, name: "E", colour: 4, attempt: 1, state: "connecting" },
  ]);
});

test("one that is dialled anew is another attempt of the same connection, over one socket however often it is asked", async () => {
  const { session, functions } = await restored(await fileOfOne(), [before(1, "A", 1)]);
  const earlier = FakeSocket.newest;
  functions.redial({ id: 1, dial: dial(3, "A") });
  const socket = FakeSocket.newest;
  expect(socket).not.toBe(earlier);
  functions.redial({ id: 1, dial: dial(4, "A") });
  expect(FakeSocket.newest).toBe(socket);
  socket.onopen?.();
  socket.onmessage?.({ data: '{"kind":"tick","n":1}' });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const [connection, ...others] = session()?.connections ?? [];
  expect(others).toEqual([]);
  expect(connection).toMatchObject({
    ...{ id: 1, name: "A", dial: 3 },
    attempt: { number: 2, state: "open", url: "ws://h/again" },
  });
  const file = await functions.fileOf({ kind: "jsonl", apiName: "", basePath: "", paths: [] });
  const passed = file
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line));
  expect(passed.map(({ connection: of, attempt, text = "event" }) => [of, attempt, text])).toEqual([
    ["A", 1, "event"],
    ["A", 2, "event"],
    ["A", 2, '{"kind":"tick","n":1}'],
  ]);
});

test("one that is dialled anew is cancelled like any other, and one that was removed is not dialled", async () => {
  const { session, functions } = await restored("", [before(1, "A", 1), before(2, "B", 1)]);
  functions.redial({ id: 1, dial: dial(0, "A") });
  functions.close(1);
  functions.remove(2);
  const socket = FakeSocket.newest;
  functions.redial({ id: 2, dial: dial(1, "B") });
  expect(FakeSocket.newest).toBe(socket);
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(session()?.connections).toMatchObject([{ id: 1, attempt: { number: 2, state: "cancelled" } }]);
});
