// A message that is too long to be read unasked: read, named, checked and laid out once somebody asks, within bounds.
import { expect, test, vi } from "vitest";
import { WHOLE_CHARACTERS } from "./message-facts.ts";
import { openRoom, SOON_MS, withFakeSockets } from "./test-kit/open-room.ts";

withFakeSockets();

/** What is told of one long message, chosen: its line, and itself before and after it was read. */
async function chosen(text: string) {
  const { functions, newest, socket } = openRoom();
  socket.onmessage?.({ data: text });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const lineOf = () => newest().list.rows.find((row) => row.kind === "message");
  const unread = { line: lineOf(), message: functions.choose(lineOf()?.id ?? null) };
  const message = functions.readWhole();
  await vi.advanceTimersByTimeAsync(SOON_MS);
  return { unread, read: { line: lineOf(), message } };
}

test("is read when it is asked for: named, checked and laid out, in its line too", async () => {
  const { unread, read } = await chosen(`{"kind":"tick","n":1.50,"pad":"${"x".repeat(70_000)}"}`);
  expect(unread.line).toMatchObject({ name: "not read", isInvalid: false });
  expect(unread.message).toMatchObject({ name: "not read", reading: "unasked", laidOut: null });
  expect(read.line).toMatchObject({ name: "tick", isInvalid: true });
  expect(read.message).toMatchObject({ name: "tick", reading: "whole", misfits: [{ path: "$.n" }] });
  expect(read.message?.laidOut).toContain('\n  "n": 1.50,\n');
});

test("one that is no JSON is read as well, and has nothing to lay out", async () => {
  const { read } = await chosen("x".repeat(70_000));
  expect(read.message).toMatchObject({ reading: "whole", laidOut: null });
});

test("one that indents to much more than it is stays as it came", async () => {
  const { read } = await chosen(`${"[".repeat(500)}${"1,".repeat(40_000)}1${"]".repeat(500)}`);
  expect(read.message).toMatchObject({ reading: "whole", laidOut: null });
});

test("one that is too long for that stays as it came, and is said to be", async () => {
  const { read } = await chosen(`["${"x".repeat(WHOLE_CHARACTERS)}"]`);
  expect(read.message).toMatchObject({ name: "not read", reading: "too long", laidOut: null });
});

test("a short one was read already, and nothing is read where none is chosen", async () => {
  const { unread, read } = await chosen('{"kind":"tick","n":1}');
  expect(unread.message).toMatchObject({ name: "tick", reading: "short" });
  expect(read.message).toEqual(unread.message);
  expect(openRoom().functions.readWhole()).toBeNull();
});
