import { expect, test } from "vitest";
import { batchesOf } from "./part-fetcher.ts";

test("parts are asked for twenty at a time, fewer where their ids are long, each once and in order", () => {
  const ids = [
    ...Array.from({ length: 45 }, (_, index) => `channel-${index}`),
    ...Array.from({ length: 9 }, (_, index) => `channel-${"ü".repeat(300)}${index}`),
    `channel-${"x".repeat(20_000)}`,
    "channel-last",
  ];
  const batches = batchesOf(ids);
  expect(batches.flat()).toEqual(ids);
  expect(batches.map((batch) => batch.length)).toEqual([20, 20, 8, 3, 3, 1, 1]);
  expect(batchesOf([])).toEqual([]);
});
