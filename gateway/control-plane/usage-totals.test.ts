import { describe, expect, it } from "vitest";
import { UsageTotals } from "./usage-totals.ts";

const entry = (key: string, used: number, endsAtMs = 1_000) => ({ key, used, endsAtMs });

describe("UsageTotals", () => {
  it("tells each worker what the others took, and nothing twice", () => {
    const totals = new UsageTotals();
    totals.add(1);
    totals.add(2);
    totals.hear(1, [entry("a", 5)]);
    totals.hear(2, [entry("a", 2)]);
    expect(totals.takeChangesFor(1)).toEqual([entry("a", 2)]);
    expect(totals.takeChangesFor(2)).toEqual([entry("a", 5)]);
    expect(totals.takeChangesFor(1)).toEqual([]);
    totals.hear(1, [entry("a", 1)]);
    expect(totals.takeChangesFor(1)).toEqual([]);
    expect(totals.takeChangesFor(2)).toEqual([entry("a", 6)]);
  });

  it("keeps what a worker took when it is gone, and tells its successor", () => {
    const totals = new UsageTotals();
    totals.add(1);
    totals.hear(1, [entry("a", 5)]);
    totals.remove(1);
    totals.add(2);
    expect(totals.takeChangesFor(2)).toEqual([entry("a", 5)]);
  });

  it("counts what was taken elsewhere, and forgets what has ended", () => {
    const totals = new UsageTotals();
    totals.add(1);
    totals.hearElsewhere("quota a", 7, 1_000);
    totals.hearElsewhere("rate b", 1, 9_000);
    expect([...totals.totals("quota ")]).toEqual([entry("quota a", 7)]);
    totals.forgetEnded(2_000);
    expect(totals.takeChangesFor(1)).toEqual([entry("rate b", 1, 9_000)]);
  });
});
