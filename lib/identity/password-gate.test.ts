import { describe, expect, it } from "vitest";
import { createPasswordGate } from "./password-gate.ts";

/** Work that ends when it is told to, and says that it began. */
function controlled(name: string, log: string[]) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const work = () => {
    log.push(name);
    return promise;
  };
  return { work, end: () => resolve(name) };
}

const limits = { running: 1, waiting: 2, perClient: 2 };
const stranger = (key: string) => ({ key, isKnown: false });

describe("the gate before password checks", () => {
  it("runs no more than it may at a time, and refuses at once whom it has no place for", async () => {
    const log: string[] = [];
    const gate = createPasswordGate(limits);
    const parts = ["a", "b", "c"].map((name) => controlled(name, log));
    const answers = parts.map(({ work }, index) => gate(stranger(`${index}`), work));
    expect(await gate(stranger("late"), async () => "checked")).toBeNull();
    expect(log).toEqual(["a"]);
    for (const { end } of parts) end();
    expect(await Promise.all(answers)).toEqual(["a", "b", "c"]);
    expect(await gate(stranger("later"), async () => "checked")).toBe("checked");
  });

  it("gives one client no more than its share, however many requests it sends", async () => {
    const log: string[] = [];
    const gate = createPasswordGate(limits);
    const first = controlled("first", log);
    const loops = Array.from({ length: 16 }, () => gate(stranger("attacker"), first.work));
    const owner = gate(stranger("owner"), async () => "in");
    first.end();
    expect((await Promise.all(loops)).filter((answer) => answer === null)).toHaveLength(14);
    expect(await owner).toBe("in");
  });

  it("keeps places for known devices, and lets them in first", async () => {
    const log: string[] = [];
    const gate = createPasswordGate(limits);
    const first = controlled("first", log);
    const run = (name: string) => async () => void log.push(name);
    const all = [
      gate(stranger("1"), first.work),
      gate(stranger("2"), run("second")),
      gate(stranger("3"), run("third")),
      gate({ key: "device", isKnown: true }, run("known")),
    ];
    first.end();
    await Promise.all(all);
    expect(log).toEqual(["first", "known", "second", "third"]);
  });

  it("gives a stranger a turn while known devices loop", async () => {
    const gate = createPasswordGate({ running: 1, waiting: 8, perClient: 8 });
    const turns: string[] = [];
    const loop = async (device: string) => {
      for (let round = 0; round < 10; round += 1) {
        await gate({ key: device, isKnown: true }, async () => void turns.push(device));
      }
    };
    const loops = ["a", "b", "c", "d"].map(loop);
    await gate(stranger("owner"), async () => void turns.push("owner"));
    expect(turns.indexOf("owner")).toBeLessThanOrEqual(6);
    await Promise.all(loops);
  });

  it("gives a place back when a check fails", async () => {
    const gate = createPasswordGate({ running: 1, waiting: 0, perClient: 1 });
    await expect(gate(stranger("1"), () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await gate(stranger("1"), async () => "checked")).toBe("checked");
  });
});
