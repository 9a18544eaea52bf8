// What each worker is told of the others' connections.
import { describe, expect, it } from "vitest";
import { SharedCounts } from "#gateway/control-plane/shared-counts.ts";

function withWorkers(...workers: number[]): SharedCounts {
  const counts = new SharedCounts();
  for (const worker of workers) counts.add(worker);
  return counts;
}

describe("SharedCounts", () => {
  it("tells each worker the sum of the others, and not its own", () => {
    const counts = withWorkers(1, 2, 3);
    counts.report(1, [["api:a", 5]]);
    counts.report(2, [["api:a", 7]]);
    expect(counts.takeChangesFor(1)).toEqual([["api:a", 7]]);
    expect(counts.takeChangesFor(2)).toEqual([["api:a", 5]]);
    expect(counts.takeChangesFor(3)).toEqual([["api:a", 12]]);
  });

  it("tells a change once, and nothing where nothing has changed", () => {
    const counts = withWorkers(1, 2);
    counts.report(1, [["api:a", 5]]);
    counts.takeChangesFor(2);
    counts.report(1, [["api:a", 5]]);
    expect(counts.takeChangesFor(2)).toEqual([]);
    counts.report(1, [
      ["api:a", 0],
      ["address:a:10.0.0.1", 1],
    ]);
    expect(counts.takeChangesFor(2)).toEqual([
      ["api:a", 0],
      ["address:a:10.0.0.1", 1],
    ]);
    expect(counts.takeChangesFor(1)).toEqual([]);
  });

  it("forgets the connections of a worker that died", () => {
    const counts = withWorkers(1, 2, 3);
    counts.report(1, [["api:a", 5]]);
    counts.report(2, [["api:a", 1]]);
    counts.takeChangesFor(3);
    counts.remove(1);
    expect(counts.takeChangesFor(3)).toEqual([["api:a", 1]]);
    expect(counts.takeChangesFor(2)).toEqual([["api:a", 0]]);
    expect(counts.takeChangesFor(1)).toEqual([]);
    counts.report(1, [["api:a", 9]]);
    expect(counts.takeChangesFor(3)).toEqual([]);
  });

  it("tells a new worker all there is", () => {
    const counts = withWorkers(1, 2);
    counts.report(1, [["api:a", 5]]);
    counts.report(2, [["api:b", 2]]);
    counts.add(3);
    expect(counts.takeChangesFor(3)).toEqual([
      ["api:a", 5],
      ["api:b", 2],
    ]);
  });
});
