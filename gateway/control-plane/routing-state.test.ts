import { describe, expect, it } from "vitest";
import type { RoutingEntry } from "#lib/routes/route-record.ts";
import { applyUpdate, emptyRouting, inBatches, wholeOf } from "./routing-state.ts";

function credential(id: string, expiresAtMs = 1): RoutingEntry {
  return {
    kind: "credential",
    id,
    record: {
      id,
      kind: "test",
      hash: "0".repeat(64),
      apiId: "a",
      environment: "production",
      application: "x",
      expiresAtMs,
    },
  };
}

const gone = (id: string): RoutingEntry => ({ kind: "credential", id, record: null });

describe("routing state", () => {
  const { state } = applyUpdate(emptyRouting, {
    revision: 3,
    isFull: true,
    entries: [credential("a"), credential("b")],
  });

  it("passes on only what differs from what is known", () => {
    const { delta } = applyUpdate(state, {
      revision: 4,
      isFull: false,
      entries: [credential("a"), credential("b", 2)],
    });
    expect(delta.entries).toEqual([credential("b", 2)]);
  });
  it("turns what a full update lacks into tombstones", () => {
    const after = applyUpdate(state, { revision: 1, isFull: true, entries: [credential("b")] });
    expect(after.delta).toEqual({ revision: 1, isFull: false, entries: [gone("a")] });
    expect([...after.state.entries.keys()]).toEqual(["credential:b"]);
  });
  it("keeps what a full update could not read", () => {
    const update = { revision: 9, isFull: true, entries: [credential("b")] };
    const after = applyUpdate(state, update, ["credential:a"]);
    expect(after.delta.entries).toEqual([]);
    expect([...after.state.entries.keys()]).toEqual(["credential:a", "credential:b"]);
  });
  it("forgets what got a tombstone", () => {
    const after = applyUpdate(state, { revision: 4, isFull: false, entries: [gone("a")] });
    expect([...after.state.entries.keys()]).toEqual(["credential:b"]);
  });
  it("reaches a new worker in batches, the revision with the last one", () => {
    const batches = [...inBatches(wholeOf(state), 1)];
    expect(batches.map(({ revision, entries }) => [revision, entries.length])).toEqual([
      [-1, 1],
      [3, 1],
    ]);
    expect([...inBatches(wholeOf(emptyRouting), 10)]).toHaveLength(1);
  });
});
