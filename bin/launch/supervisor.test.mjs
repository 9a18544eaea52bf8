// Real child processes, so that what is tested is what the operating system does.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Supervisor } from "./supervisor.mjs";

let folder;
let log;
const out = { write: (text) => (log += text) };

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sluice-supervisor-"));
  log = "";
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const trace = () => readFileSync(path.join(folder, "trace"), "utf8").trim().split("\n");

/** A process that writes `NAME up`, serves until SIGTERM, then writes `NAME down`. */
const obedient = `
  const { appendFileSync } = require("node:fs");
  const say = (text) => appendFileSync(process.env.FOLDER + "/trace", process.env.NAME + " " + text + "\\n");
  process.on("SIGTERM", () => { say("down"); process.exit(0); });
  say("up");
  setInterval(() => {}, 1000);`;

function service(name, script, more = {}) {
  const file = path.join(folder, `${name}.cjs`);
  writeFileSync(file, script);
  const env = { ...process.env, NAME: name, FOLDER: folder };
  const isReady = async () => {
    try {
      return trace().includes(`${name} up`);
    } catch {
      return false;
    }
  };
  return { name, runtime: process.execPath, args: [file], env, isReady, ...more };
}

describe("supervisor", () => {
  it("starts all, stops them in order, the last one last, with exit code 0", async () => {
    const services = [service("sample", obedient, { stopsLast: true }), service("gateway", obedient)];
    const supervisor = new Supervisor(services, { out });
    await supervisor.start();
    expect(await supervisor.stop(0)).toBe(0);
    expect(trace().slice(-2)).toEqual(["gateway down", "sample down"]);
  });

  it("ends the others when one dies while starting, and says why", async () => {
    const broken = service("portal", `console.error("no secret"); process.exit(3)`);
    const supervisor = new Supervisor([service("gateway", obedient), broken], { out });
    await expect(supervisor.start()).rejects.toThrow("The portal ended while starting (exit code 3)");
    expect(await supervisor.finished).toBe(1);
    expect(log).toContain("portal  │ no secret\n");
  });

  it("gives up on one that never answers", async () => {
    const silent = service("portal", obedient, { isReady: async () => false });
    const supervisor = new Supervisor([silent], { out, readyTimeoutMs: 150 });
    await expect(supervisor.start()).rejects.toThrow("The portal did not answer in time");
  });

  it("restarts one that dies later, and stops everything when it keeps dying", async () => {
    const dying = service("gateway", `${obedient} setTimeout(() => process.exit(7), 300);`);
    const supervisor = new Supervisor([service("portal", obedient), dying], { out, restartDelaysMs: [1, 1] });
    await supervisor.start();
    expect(await supervisor.finished).toBe(1);
    expect(trace().filter((line) => line === "gateway up")).toHaveLength(3);
    expect(trace().at(-1)).toBe("portal down");
    expect(log).toContain("the gateway ended unexpectedly (exit code 7); restart 1 of 2");
    expect(log).toContain("the gateway ended again (exit code 7); giving up after 2 restarts");
  });

  it("kills one that does not stop in time, and says so with exit code 1", async () => {
    const stubborn = service(
      "portal",
      `process.on("SIGTERM", () => {}); ${obedient.replace("process.exit(0)", "")}`,
    );
    const supervisor = new Supervisor([stubborn], { out, stopTimeoutMs: 100 });
    await supervisor.start();
    expect(await supervisor.stop(0)).toBe(1);
    expect(log).toContain("ending the rest by force");
  });

  it("can be stopped while it is still starting", async () => {
    const slow = service("portal", obedient, { isReady: async () => false });
    const supervisor = new Supervisor([slow, service("gateway", obedient)], { out });
    const started = supervisor.start();
    expect(await supervisor.stop(0)).toBe(0);
    await started;
    expect(supervisor.isStopping).toBe(true);
  });
});
