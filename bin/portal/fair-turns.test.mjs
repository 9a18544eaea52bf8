import { AsyncLocalStorage } from "node:async_hooks";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { createFairTurns, createTurnGate } from "./fair-turns.mjs";

const { setImmediate, clearImmediate } = createFairTurns(globalThis);
const turnsOf = (count) =>
  new Promise((resolve) => {
    const seen = [];
    // Node's own run once in every turn of the loop.
    const tick = () => {
      seen.push("turn");
      if (seen.filter((what) => what !== "turn").length < count) globalThis.setImmediate(tick);
      else resolve(seen);
    };
    globalThis.setImmediate(tick);
    for (let index = 0; index < count; index += 1) setImmediate((what) => seen.push(what), index);
  });

describe("fair turns", () => {
  it("give each callback a turn of its own, in order", async () => {
    expect(await turnsOf(3)).toEqual(["turn", 0, "turn", 1, "turn", 2, "turn"]);
  });

  it("leave out what was cleared, whoever made it", async () => {
    const ran = [];
    clearImmediate(setImmediate(() => ran.push("fair")));
    clearImmediate(globalThis.setImmediate(() => ran.push("own")));
    clearImmediate(undefined);
    await promisify(setImmediate)();
    await promisify(globalThis.setImmediate)();
    expect(ran).toEqual([]);
  });

  it("keep the context in which a callback was handed in", async () => {
    const storage = new AsyncLocalStorage();
    const seen = await Promise.all(
      ["a", "b"].map((who) =>
        storage.run(who, () => new Promise((resolve) => setImmediate(() => resolve(storage.getStore())))),
      ),
    );
    expect(seen).toEqual(["a", "b"]);
  });

  it("can be awaited, with a value", async () => {
    expect(await promisify(setImmediate)("value")).toBe("value");
  });

  it("go on where a callback throws, installed in a process of their own", () => {
    const code = `
      import { installFairTurns } from ${JSON.stringify(fileURLToPath(new URL("fair-turns.mjs", import.meta.url)))};
      import timers from "node:timers";
      installFairTurns();
      process.on("uncaughtException", ({ message }) => console.log(message));
      setImmediate(() => { throw new Error("thrown"); });
      timers.setImmediate(console.log, "after it");
    `;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
    expect(stdout).toBe("thrown\nafter it\n");
  });
});

describe("a gate of turns", () => {
  it("lets one through at a time, after what the one before has handed in", async () => {
    const nextTurn = createTurnGate(setImmediate);
    const seen = [];
    await Promise.all(
      ["a", "b", "c"].map(async (who) => {
        await nextTurn();
        seen.push(who);
        setImmediate(() => seen.push(`drawn by ${who}`));
      }),
    );
    await promisify(setImmediate)();
    expect(seen).toEqual(["a", "drawn by a", "b", "drawn by b", "c", "drawn by c"]);
  });
});
