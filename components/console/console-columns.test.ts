// Columns of the console: a list for each connection, each with the lines there is room for.
import { expect, test, vi } from "vitest";
import { NO_FILTER } from "./list-filter.ts";
import { FakeSocket, openRoom, SOON_MS, textOf, topic, withFakeSockets } from "./test-kit/open-room.ts";

withFakeSockets();

/** Two open connections, 1 and 2; `passes` lets a text come on each. */
function openTwo() {
  const opened = openRoom();
  opened.functions.open({
    ...{ number: 1, name: "B", topic, url: "ws://h/a", protocols: [], shownProtocols: [] },
  });
  const other = FakeSocket.newest;
  other.onopen?.();
  const columnTexts = () => opened.newest().columns.map(({ rows }) => rows.map(textOf));
  return { ...opened, other, columnTexts };
}

test("each column has what passed on its connection, the one list of all has no lines meanwhile", async () => {
  const { functions, newest, socket, other, columnTexts } = openTwo();
  socket.onmessage?.({ data: "to A" });
  other.onmessage?.({ data: "to B" });
  functions.show({ filter: { ...NO_FILTER, search: "to" }, isPaused: false, columns: [2, 1] });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(newest().columns.map(({ connection }) => connection)).toEqual([2, 1]);
  expect(columnTexts()).toEqual([
    ["attempt 1", "to B"],
    ["attempt 1", "to A"],
  ]);
  expect(
    newest().columns[0]?.rows.map(({ label }) => label),
    "the column says whose they are",
  ).toEqual([null, null]);
  expect(newest().list).toMatchObject({ shown: 4, passing: 2, rows: [] });
  functions.show({ filter: NO_FILTER, isPaused: false, columns: [] });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(newest().columns).toEqual([]);
  expect(newest().list.rows.map(textOf)).toContain("to B");
});

test("a flood on one connection is told in the lines of its column, and moves no other", async () => {
  const { functions, newest, socket, other, columnTexts } = openTwo();
  functions.show({ filter: NO_FILTER, isPaused: false, columns: [1, 2] });
  functions.look({ column: 1, follows: true, first: 0, count: 3 });
  functions.look({ column: 2, follows: true, first: 0, count: 3 });
  other.onmessage?.({ data: "alone" });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const before = columnTexts()[1];
  for (let n = 0; n < 5_000; n += 1) socket.onmessage?.({ data: String(n) });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(columnTexts()[0]).toEqual(["4997", "4998", "4999"]);
  expect(columnTexts()[1]).toEqual(before);
  expect(newest().columns[0]?.passing).toBe(5_001);
});

test("what is folded away in one list is folded in the columns that come later", async () => {
  const { functions, columnTexts } = openTwo();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  functions.fold({ connection: 2, attempt: 1, isFolded: true });
  functions.show({ filter: NO_FILTER, isPaused: false, columns: [1, 2] });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  expect(columnTexts()).toEqual([["attempt 1", "Connected."], ["attempt 1"]]);
});
