// The buffered log on real processes: no line is lost however a process ends that can still act.
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

/** What a process prints that logs a line and then does something. */
function linesOf(then: string): string[] {
  const script = `
    import { createLog } from "${new URL("./log.ts", import.meta.url)}";
    const log = createLog("info");
    log.info("a line");
    ${then}`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  return stdout
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).msg);
}

it.each([
  ["returns", ""],
  ["exits", "process.exit(1);"],
  ["throws", 'throw new Error("nobody catches this");'],
  ["rejects", 'Promise.reject(new Error("nobody catches this"));'],
])("writes what waits where the process %s", (_how, then) => {
  expect(linesOf(then)).toEqual(["a line"]);
});

it("writes a fatal line, and what came before it, at once", () => {
  expect(linesOf('log.fatal("the end"); process.kill(process.pid, "SIGKILL");')).toEqual([
    "a line",
    "the end",
  ]);
});

it("writes what waits within a moment, in order", () => {
  const kill = 'process.kill(process.pid, "SIGKILL")';
  const then = `log.info("another"); setTimeout(() => ${kill}, 1_000);`;
  expect(linesOf(then)).toEqual(["a line", "another"]);
});
