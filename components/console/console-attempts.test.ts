// Attempts as the console's list has them: from the moment they begin, and what still waits once they have ended.
import { expect, test, vi } from "vitest";
import { NO_TOPIC } from "./connection-labels.ts";
import { NO_FILTER } from "./list-filter.ts";
import {
  FakeSocket,
  message,
  openRoom,
  SOON_MS,
  textOf,
  topic,
  withFakeSockets,
} from "./test-kit/open-room.ts";

withFakeSockets();

const dial = { name: "B", topic, url: "ws://h/a", protocols: [], shownProtocols: [] };

test("an attempt that is still connecting has its line, which stays where what comes of it is told", async () => {
  const { functions, newest } = openRoom();
  functions.open({ ...dial, number: 1 });
  const socket = FakeSocket.newest;
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const before = newest().list.rows;
  expect(before.map(textOf)).toEqual(["attempt 1", "Connected.", "attempt 1"]);
  expect(before[2]).toMatchObject({ connection: 2, words: ["connecting…"], messages: 0 });
  socket.onopen?.();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(newest().list.rows.map(textOf)).toEqual(["attempt 1", "Connected.", "attempt 1", "Connected."]);
});

test("one that is connecting is in no list that is searched, and in that of its connection alone", async () => {
  const { functions, newest } = openRoom();
  functions.open({ ...dial, number: 1 });
  functions.show({ filter: { ...NO_FILTER, search: "tick" }, isPaused: false, columns: [] });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(newest().list.shown).toBe(0);
  functions.show({ filter: NO_FILTER, isPaused: false, columns: [1, 2] });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(newest().columns.map(({ rows }) => rows.map(textOf))).toEqual([
    ["attempt 1", "Connected."],
    ["attempt 1"],
  ]);
});

test("a question waits after its attempt has ended, as long as another connection can bring its answer", async () => {
  const { functions, newest } = openRoom();
  const answer = { address: "/answers", key: "ok" };
  const ask = { ...message("ask", { type: "object" }), answeredOn: [answer], correlation: "/id" };
  const asks = { ...NO_TOPIC, address: "/asks", sends: [ask] };
  const answers = {
    ...{ ...NO_TOPIC, address: "/answers" },
    receives: [{ ...message("ok", { type: "object" }), correlation: "/id" }],
  };
  functions.open({ ...dial, number: 1, topic: asks });
  const asking = FakeSocket.newest;
  asking.onopen?.();
  functions.open({ ...dial, number: 2, topic: answers });
  const answering = FakeSocket.newest;
  answering.onopen?.();
  functions.sendDraft({ id: 2, draft: { messageKey: "ask", kind: "text", text: '{"id":1}' } });
  asking.close(1000);
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const waits = () => newest().list.rows.flatMap((row) => (row.kind === "message" ? [row.waits] : []));
  expect(waits()).toEqual(["still"]);
  answering.close(1000);
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(waits()).toEqual(["no longer"]);
});
