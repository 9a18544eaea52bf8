// What the console's thread tells its page: what stands on the screen, when the page can draw it, and nothing twice.
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

test("a flood is told in a few lines, a few times, and every message is counted and named", async () => {
  const { functions, told, newest, socket } = openRoom();
  functions.look({ column: null, follows: true, first: 0, count: 5 });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const before = told.length;
  for (let tick = 0; tick < 100; tick += 1) {
    for (let n = 0; n < 50; n += 1) socket.onmessage?.({ data: `{"kind":"tick","n":${tick * 50 + n}}` });
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(told.length - before).toBeLessThan(12);
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(newest().totals).toMatchObject({ all: 5_001, dropped: 0, unseen: [] });
  expect(newest().list.rows.map(textOf)).toEqual(
    [4995, 4996, 4997, 4998, 4999].map((n) => `{"kind":"tick","n":${n}}`),
  );
  expect(newest().list.rows[0]).toMatchObject({ name: "tick", isInvalid: false });
});

test("a page that does not draw is told nothing more than once", async () => {
  const { functions, told, socket } = openRoom({ draws: false });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const before = told.length;
  for (let n = 0; n < 500; n += 1) {
    socket.onmessage?.({ data: "x" });
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(told.length).toBe(before);
  functions.drawn();
  expect(told.at(-1)?.totals.all).toBe(501);
});

test("a page that draws late is told all that comes after, whatever waited for it", async () => {
  const { functions, told, socket } = openRoom({ draws: false });
  for (const waitMs of [10, 150, SOON_MS, SOON_MS]) {
    await vi.advanceTimersByTimeAsync(waitMs);
    if (waitMs !== 150) functions.drawn();
    socket.onmessage?.({ data: "x" });
  }
  await vi.advanceTimersByTimeAsync(SOON_MS);
  functions.drawn();
  expect(told.at(-1)?.totals.all).toBe(5);
});

test("what is read stays where it is while older lines are let go of", async () => {
  const { functions, newest, socket } = openRoom();
  functions.bound({ entries: 1_000, bytes: 2_000_000 });
  for (let n = 0; n < 1_000; n += 1) socket.onmessage?.({ data: `${n}` });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const { gone } = newest().list;
  functions.look({ column: null, follows: false, first: gone + 500, count: 3 });
  const read = newest().list.rows;
  for (let n = 0; n < 300; n += 1) socket.onmessage?.({ data: "more" });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(newest().list.rows).toEqual(read);
  expect(newest().list.gone).toBe(gone + 300);
});

test("connections are told when they change, and not with each message", async () => {
  const { told, socket } = openRoom();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const before = told.length;
  socket.onmessage?.({ data: "x" });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(told.slice(before).map(({ session }) => session)).toEqual(told.slice(before).map(() => null));
  socket.onclose?.({ code: 4000, reason: "", wasClean: true });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const [connection] = told.flatMap(({ session }) => session?.connections ?? []).slice(-1);
  expect(connection).toMatchObject({ dial: 0, attempt: { state: "closed", close: { code: 4000 } } });
});

test("texts and bytes are shown whole as they came, and what is paused, filtered or cleared is not", async () => {
  const { functions, newest, socket } = openRoom();
  const text = '{"id": 9007199254740993, "x": 1.10}';
  socket.onmessage?.({ data: text });
  socket.onmessage?.({ data: Uint8Array.of(0xde, 0xad).buffer });
  expect(functions.choose(2)?.entry).toMatchObject({ body: text });
  expect(functions.choose(3)?.entry).toMatchObject({ body: Uint8Array.of(0xde, 0xad), bytes: 2 });
  functions.show({ filter: { ...NO_FILTER, search: "9007" }, isPaused: true, columns: [] });
  socket.onmessage?.({ data: "9007 later" });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(newest().list.rows.map(textOf)).toEqual(["attempt 1", text]);
  functions.show({ filter: { ...NO_FILTER, search: "9007" }, isPaused: false, columns: [] });
  expect(newest().list.rows.map(textOf)).toEqual(["attempt 1", text, "9007 later"]);
  functions.clear();
  expect(newest()).toMatchObject({ totals: { all: 0 }, list: { shown: 0 }, chosen: null });
});

test("a question without an answer stands out until it has one, and waits no longer once its attempt is over", async () => {
  const { functions, newest, socket } = openRoom();
  const ask = { ...message("ask", { type: "object" }), answeredBy: ["ok"], correlation: "/id" };
  const ok = { ...message("ok", { type: "object" }), correlation: "/id" };
  const answered = { ...NO_TOPIC, sends: [ask], receives: [ok] };
  functions.open({
    ...{ number: 1, name: "B", topic: answered, url: "ws://h/a", protocols: [], shownProtocols: [] },
  });
  const asking = FakeSocket.newest;
  asking.onopen?.();
  for (const id of [1, 2])
    functions.sendDraft({ id: 2, draft: { messageKey: "ask", kind: "text", text: `{"id":${id}}` } });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  asking.onmessage?.({ data: '{"id":1}' });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const told = () =>
    newest().list.rows.flatMap((row) => (row.kind === "message" ? [[row.waits, row.latencyMs]] : []));
  expect(told()).toEqual([
    [null, null],
    ["still", null],
    [null, expect.closeTo(SOON_MS, -2)],
  ]);
  expect(newest().totals.unanswered).toBe(1);
  asking.close(1000);
  socket.onmessage?.({ data: "x" });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(told()[1]).toEqual(["no longer", null]);
  expect(newest().totals.unanswered, "what is never answered is not waited for").toBe(0);
});

test("each attempt is a record of its own: what came of it, its handshake, its messages, which fold away", async () => {
  const { functions, newest, socket } = openRoom();
  socket.onmessage?.({ data: "x" });
  socket.onclose?.({ code: 4000, reason: "", wasClean: true });
  await functions.reconnect(1);
  FakeSocket.newest.onclose?.({ code: 1006, reason: "", wasClean: false });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const told = () =>
    newest().list.rows.flatMap((row) =>
      row.kind === "attempt" ? [[row.attempt, row.words, row.messages]] : [],
    );
  const first = [1, ["closed with 4000 after 0 s", "handshake 0 ms"], 1];
  expect(told()).toEqual([first, [2, ["not connected"], 0]]);
  functions.fold({ connection: 1, attempt: 1, isFolded: true });
  expect(newest().list.rows.map(textOf)).toEqual(["attempt 1", "attempt 2", "No connection came about."]);
  expect(told()[0]).toEqual(first);
});

test("what has passed once is told for a reload, and needs not pass again after it", async () => {
  const { covered, newest, socket } = openRoom();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(newest().totals.unseen).toEqual(["tick"]);
  socket.onmessage?.({ data: '{"kind":"tick","n":1}' });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(covered).toHaveLength(1);
  const reloaded = openRoom();
  reloaded.functions.cover(covered[0] ?? []);
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(reloaded.newest().totals.unseen).toEqual([]);
});

test("a draft is sent again and again with new values, until the connection is over", async () => {
  const { functions, newest, socket } = openRoom();
  const draft = { messageKey: "", kind: "text", text: "{{counter}}" } as const;
  functions.sendDraft({ id: 1, draft });
  functions.repeat({ id: 1, draft, everyMs: 100 });
  await vi.advanceTimersByTimeAsync(350);
  expect(socket.sent).toEqual(["1", "2", "3", "4"]);
  functions.repeat({ id: 1, draft: { ...draft, text: "x" }, everyMs: 100 });
  await vi.advanceTimersByTimeAsync(60);
  expect(socket.sent.at(-1), "the interval goes on").toBe("x");
  socket.close(1000);
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(socket.sent).toHaveLength(5);
  expect(newest().list.rows.map(textOf).at(-1)).toBe("Not sent: the connection is not open any more.");
});

test("a repeat goes to the connection it began with, whichever is chosen by then", async () => {
  const { functions, newest, socket } = openRoom();
  functions.open({ number: 1, name: "B", topic, url: "ws://h/a", protocols: [], shownProtocols: [] });
  const other = FakeSocket.newest;
  other.onopen?.();
  const draft = { messageKey: "", kind: "text", text: "x" } as const;
  functions.repeat({ id: 1, draft, everyMs: 100 });
  functions.repeat({ id: 2, draft, everyMs: 100 });
  functions.repeat({ id: 2, draft, everyMs: 50 });
  await vi.advanceTimersByTimeAsync(120);
  expect([socket.sent.length, other.sent.length]).toEqual([2, 0]);
  socket.close(1000);
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect([socket.sent.length, other.sent.length]).toEqual([2, 0]);
  expect(newest().list.rows.map(textOf).at(-1)).toContain("Not sent");
});

test("a page is told what is repeated, how often and to whom, whichever of it changes, and that it stopped", async () => {
  const { functions, told, socket } = openRoom();
  const draft = { messageKey: "", kind: "text", text: "x" } as const;
  const repeats = async () => {
    await vi.advanceTimersByTimeAsync(SOON_MS);
    return told.findLast(({ session }) => session !== null)?.session?.repeats;
  };
  functions.repeat({ id: 1, draft, everyMs: 60_000 });
  expect(await repeats()).toEqual({ id: 1, draft, everyMs: 60_000 });
  functions.repeat({ id: 1, draft: { ...draft, text: "y" }, everyMs: 60_000 });
  expect(await repeats()).toMatchObject({ draft: { text: "y" } });
  functions.repeat({ id: 1, draft, everyMs: 50_000 });
  expect(await repeats()).toMatchObject({ everyMs: 50_000 });
  socket.close(1000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await repeats()).toBeNull();
});

test("the newest is kept for a reload soon after it passed, and once a second in a flood", async () => {
  const { files, socket } = openRoom();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  socket.onmessage?.({ data: "alone" });
  await vi.advanceTimersByTimeAsync(200);
  expect(files.at(-1)).toContain("alone");
  const before = files.length;
  for (let tick = 0; tick < 300; tick += 1) {
    for (let n = 0; n < 50; n += 1) socket.onmessage?.({ data: `${tick}` });
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(files.length - before).toBeLessThan(6);
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(files.at(-1)).toContain('"299"');
});
