import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RoutingEntry } from "#lib/routes/route-record.ts";
import { randomKeyring } from "#lib/secrets/envelope.ts";
import { LastKnownGood } from "./last-known-good.ts";

const entry: RoutingEntry = {
  kind: "credential",
  id: "c",
  record: {
    id: "c",
    kind: "test",
    hash: "0".repeat(64),
    apiId: "a",
    environment: "production",
    application: "x",
    expiresAtMs: 1,
  },
};
const keyring = randomKeyring();
const state = { revision: 7, entries: new Map([["credential:c", entry]]) };

describe("the last known good state", () => {
  let folder: string;
  const open = (environment = "default") =>
    new LastKnownGood(folder, environment, keyring, pino({ level: "silent" }));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sluice-known-good-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("comes back as it was saved", () => {
    const file = open();
    file.save(state);
    file.flush();
    expect(open().read()).toEqual(state);
  });
  it("lets other things happen while a large state is written, and keeps the latest of several", async () => {
    const file = open();
    const large = new Map(
      Array.from({ length: 5_000 }, (_, number) => [`credential:${number}`, { ...entry, id: `${number}` }]),
    );
    file.save({ revision: 8, entries: large });
    expect(open().read()).toBeNull(); // not within the call
    file.save({ revision: 9, entries: large });
    await expect.poll(() => open().read()?.revision, { timeout: 10_000 }).toBe(9);
    expect(open().read()?.entries).toEqual(large);
    expect(readdirSync(folder)).toHaveLength(1);
  });
  it("is whole where the process stops while a large state is written", async () => {
    const file = open();
    const large = new Map(
      Array.from({ length: 5_000 }, (_, number) => [`credential:${number}`, { ...entry, id: `${number}` }]),
    );
    file.save({ revision: 8, entries: large });
    file.save({ revision: 9, entries: large });
    file.flush();
    expect(open().read()).toEqual({ revision: 9, entries: large });
    await expect.poll(() => readdirSync(folder)).toHaveLength(1);
    expect(open().read()?.revision).toBe(9);
  });
  it("is not there before anything was saved, nor for another environment", () => {
    expect(open().read()).toBeNull();
    const file = open("east");
    file.save(state);
    file.flush();
    expect(open("west").read()).toBeNull();
  });
  it("keeps the latest of several saves", () => {
    const file = open();
    file.save(state);
    file.save({ ...state, revision: 8 });
    file.flush();
    expect(open().read()?.revision).toBe(8);
  });
  it("says so when the file is damaged", () => {
    const file = open();
    file.save(state);
    file.flush();
    const [name = ""] = readdirSync(folder);
    writeFileSync(join(folder, name), '{"format":1,');
    expect(() => open().read()).toThrow();
  });
  it("counts as damaged where none of its entries can be read, so that the gateway is not ready", () => {
    open().save(state);
    const [name = ""] = readdirSync(folder);
    const file = { format: 1, environment: "default", revision: 7, entries: [{ kind: "route", id: "a" }] };
    writeFileSync(join(folder, name), JSON.stringify(file));
    expect(() => open().read()).toThrow("none of the saved entries");
  });
  it("encrypts what an earlier version left of another environment, for a gateway of that may start from it", () => {
    const path = join(folder, "routing-east.json");
    const file = { format: 1, environment: "east", revision: 7, entries: [entry] };
    writeFileSync(path, JSON.stringify(file));
    open("west").forgetClearText();
    expect(readFileSync(path, "utf8")).toMatch(/^\{"format":2,/);
    expect(open("east").read()).toEqual(state);
  });
  it("removes drafts of processes that have ended, and nothing else", () => {
    open().save(state);
    const [name = ""] = readdirSync(folder);
    const ended = spawnSync(process.execPath, ["--version"]).pid;
    const drafts = [`${name}.${ended}.tmp`, `${name}.${process.pid}.tmp`];
    const others = [`${name}.${process.ppid}.tmp`, `routing-east.json.${ended}.tmp`, "secrets-key.1.tmp"];
    for (const file of [...drafts, ...others]) writeFileSync(join(folder, file), "half a f");
    open().removeStaleDrafts();
    expect(readdirSync(folder).sort()).toEqual([name, ...others].sort());
    expect(open().read()).toEqual(state);
  });
  it("removes what it had begun to write where the disk is full, and says why", () => {
    const file = open();
    file.save(state);
    file.flush();
    const [name = ""] = readdirSync(folder);
    // A device on which every write is ENOSPC stands in the place of the file it writes first.
    symlinkSync("/dev/full", join(folder, `${name}.${process.pid}.tmp`));
    file.save({ ...state, revision: 8 });
    file.flush();
    expect(file.saveFault).toMatchObject({ isDiskFull: true });
    expect(readdirSync(folder)).toEqual([name]);
    expect(open().read()?.revision).toBe(7);
    file.flush();
    expect(file.saveFault).toBeNull();
    expect(open().read()?.revision).toBe(8);
  });
});
