import { describe, expect, it } from "vitest";
import { RefusalPace } from "./refusal-pace.ts";

const limits = { everyMs: 200, mostMs: 5_000 };

describe("the pace of refused attempts", () => {
  it("lets one client have five refusals a second, however many it asks for at once", () => {
    const pace = new RefusalPace(limits);
    const waits = Array.from({ length: 16 }, () => pace.next("one", 0));
    expect(waits.slice(0, 3)).toEqual([200, 400, 600]);
    expect(waits.at(-1)).toBe(3_200);
  });

  it("keeps nobody longer than a person waits", () => {
    const pace = new RefusalPace(limits);
    const waits = Array.from({ length: 1_000 }, () => pace.next("one", 0));
    expect(Math.max(...waits)).toBe(5_000);
    expect(pace.next("one", 10_000)).toBe(200);
  });

  it("makes others wait for themselves only", () => {
    const pace = new RefusalPace(limits);
    for (let attempt = 0; attempt < 100; attempt += 1) pace.next("one", 0);
    expect(pace.next("other", 0)).toBe(200);
  });

  it("remembers nobody who has not been refused lately", () => {
    const pace = new RefusalPace(limits);
    for (let client = 0; client < 1_000; client += 1) pace.next(`client ${client}`, client);
    expect(pace.size).toBeLessThanOrEqual(201);
  });
});
