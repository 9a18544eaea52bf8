import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sluice-orphan-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const child = `process.on("SIGTERM", () => process.exit(0)); console.log(process.pid); setInterval(() => {}, 1000);`;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it("a process ends itself when its supervisor was killed without warning", async () => {
  const file = path.join(folder, "supervisor.mjs");
  const module = new URL("./launch/supervised-process.mjs", import.meta.url).href;
  writeFileSync(path.join(folder, "child.cjs"), child);
  writeFileSync(
    file,
    `import { startProcess } from ${JSON.stringify(module)};
     const service = { name: "x", runtime: process.execPath, args: [${JSON.stringify(path.join(folder, "child.cjs"))}], env: process.env };
     startProcess(service, "", { write: (text) => process.send(text) });`,
  );
  const supervisor = spawn(process.execPath, [file], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const pid = await new Promise((resolve) => supervisor.once("message", (text) => resolve(Number(text))));
  expect(isAlive(pid)).toBe(true);
  supervisor.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
});
