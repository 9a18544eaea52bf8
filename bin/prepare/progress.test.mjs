import { describe, expect, it } from "vitest";
import { formatDuration, Progress } from "./progress.mjs";

function progressTo(out) {
  let time = 0;
  return { progress: new Progress({ total: 2, out, now: () => time }), take: (ms) => (time += ms) };
}

describe("progress", () => {
  it("numbers the steps and says how long each took", async () => {
    let text = "";
    const { progress, take } = progressTo({ write: (more) => (text += more) });
    await progress.step("Installing packages", () => take(48_000));
    await progress.step(
      "Building",
      () => {},
      () => true,
    );
    expect(text).toBe(
      "[1/2] Installing packages …\n[1/2] Installing packages … 48 s\n[2/2] Building … up to date\n",
    );
  });

  it("says when a step failed, and passes the failure on", async () => {
    let text = "";
    const { progress, take } = progressTo({ write: (more) => (text += more) });
    const failing = progress.step("Building", () => {
      take(2_000);
      throw new Error("no memory");
    });
    await expect(failing).rejects.toThrow("no memory");
    expect(text).toContain("[1/2] Building … failed after 2.0 s\n");
  });

  it.each([
    [430, "0.4 s"],
    [9_940, "9.9 s"],
    [9_960, "10 s"],
    [125_000, "2 min 5 s"],
  ])("writes %d ms as %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
