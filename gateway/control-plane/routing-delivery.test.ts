import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { RoutingEntry, RoutingUpdate } from "#lib/routes/route-record.ts";
import { RoutingDelivery } from "./routing-delivery.ts";

const gone = (...ids: readonly string[]): RoutingEntry[] =>
  ids.map((id) => ({ kind: "route", id, record: null }));

/** What a worker hears: the revision it serves after each batch, and the entries. */
function listening(size: number) {
  const heard: (readonly [number, ...string[]])[] = [];
  const send = ({ revision, entries }: RoutingUpdate) =>
    void heard.push([revision, ...entries.map(({ id }) => id)]);
  return { heard, delivery: new RoutingDelivery(send, size) };
}

describe("the delivery of routing to a worker", () => {
  it("sends what is small at once", () => {
    const { heard, delivery } = listening(2);
    delivery.hand({ revision: 3, entries: gone("a", "b") });
    expect(heard).toEqual([[3, "a", "b"]]);
  });

  it("lets other work in between batches, and has the worker serve the revision before until the last", async () => {
    const { heard, delivery } = listening(2);
    delivery.hand({ revision: 3, entries: gone("a") });
    delivery.hand({ revision: 4, entries: gone("b", "c", "d", "e", "f") });
    const before = heard.length;
    await setImmediate();
    expect(before).toBeLessThan(4);
    await delivery.sent();
    expect(heard).toEqual([
      [3, "a"],
      [3, "b", "c"],
      [3, "d", "e"],
      [4, "f"],
    ]);
  });

  it("keeps a change that comes while a new worker is told everything behind it", async () => {
    const { heard, delivery } = listening(1);
    delivery.hand({ revision: 7, entries: gone("a", "b", "c") });
    delivery.hand({ revision: 8, entries: gone("a") });
    await delivery.sent();
    expect(heard).toEqual([
      [-1, "a"],
      [-1, "b"],
      [7, "c"],
      [8, "a"],
    ]);
  });

  it("tells of a revision without entries", async () => {
    const { heard, delivery } = listening(1);
    delivery.hand({ revision: 0, entries: [] });
    await delivery.sent();
    expect(heard).toEqual([[0]]);
  });
});
