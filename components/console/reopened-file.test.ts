// What passed before a reload, or is opened from a file, is what it was: named, checked, with what came of its attempts.
import { expect, test, vi } from "vitest";
import { DEFAULT_BOUNDS } from "#lib/console/transcript.ts";
import { NO_FILTER } from "./list-filter.ts";
import { FakeSocket, openRoom, SOON_MS, topic, withFakeSockets } from "./test-kit/open-room.ts";

withFakeSockets();

test("messages of a topic that is still there are named and checked, and attempts have their outcome", async () => {
  const before = openRoom();
  FakeSocket.newest.onmessage?.({ data: '{"kind":"tick","n":1}' });
  FakeSocket.newest.onmessage?.({ data: '{"kind":"tick","n":"x"}' });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const file = before.files.at(-1) ?? "";

  const after = openRoom();
  expect(
    after.functions.openFile({ name: "before the reload", text: file, topics: [topic], basePath: "" }),
  ).toBeNull();
  after.functions.bound(DEFAULT_BOUNDS);
  after.functions.show({ filter: NO_FILTER, isPaused: false, columns: [] });
  after.functions.look({ column: null, follows: true, first: 0, count: 20 });
  await vi.advanceTimersByTimeAsync(SOON_MS);
  const rows = after.told.at(-1)?.list.rows ?? [];
  expect(rows.flatMap((row) => (row.kind === "message" ? [[row.name, row.isInvalid]] : []))).toEqual([
    ["tick", false],
    ["tick", true],
  ]);
});
