// Real child processes, so that what is tested is what the operating system does.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answersAtAll } from "./readiness.mjs";
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

  /** Serves HTTP on `PORT`, takes no signal, and is caught in an endless loop from the third request on, the first time. */
  const hanging = `
    const { appendFileSync, readFileSync } = require("node:fs");
    const say = (text) => appendFileSync(process.env.FOLDER + "/trace", process.env.NAME + " " + text + "\\n");
    process.on("SIGTERM", () => { say("down"); process.exit(0); });
    say("up");
    const lives = readFileSync(process.env.FOLDER + "/trace", "utf8").split("\\n").filter((line) => line === process.env.NAME + " up").length;
    let asked = 0;
    require("node:http").createServer((_request, response) => {
      asked += 1;
      if (lives === 1 && asked > 2) for (;;);
      response.end();
    }).listen(Number(process.env.PORT), "127.0.0.1");`;

  it("ends one that stops answering by force, and starts it again", async () => {
    const port = await freePort();
    const isAlive = answersAtAll("127.0.0.1", port, "/healthz");
    const portal = service("portal", hanging, { isReady: isAlive, isAlive });
    portal.env.PORT = String(port);
    const intervals = { probeIntervalMs: 20, silentAfterMs: 300, killAfterMs: 100, restartDelaysMs: [1] };
    const supervisor = new Supervisor([portal, service("gateway", obedient)], { out, ...intervals });
    await supervisor.start();
    await expect.poll(() => log, { timeout: 20_000 }).toContain("the portal answers again");
    expect(log).toContain("the portal has not answered for 0.3 s; ending it");
    expect(log).toContain("the portal does not end by itself; ending it by force");
    expect(log).toContain("restart 1 of 1");
    expect(trace().filter((line) => line.startsWith("portal"))).toEqual(["portal up", "portal up"]);
    expect(trace().filter((line) => line.startsWith("gateway"))).toEqual(["gateway up"]);
    expect(await supervisor.stop(0)).toBe(0);
  }, 30_000);

  it("gives up on one that hangs after every restart", async () => {
    const mute = service("gateway", obedient, { isAlive: async () => false });
    const intervals = { probeIntervalMs: 5, silentAfterMs: 30, killAfterMs: 5_000, restartDelaysMs: [1, 1] };
    const supervisor = new Supervisor([service("portal", obedient), mute], { out, ...intervals });
    await supervisor.start();
    expect(await supervisor.finished).toBe(1);
    expect(log.split("the gateway has not answered for 0.03 s; ending it")).toHaveLength(4);
    expect(log).toContain("the gateway ended again (it did not answer); giving up after 2 restarts");
  });
});

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
