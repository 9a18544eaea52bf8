// A gateway whose database says what cannot be read, is locked by another process, or whose disk is full: it serves on,
// and /readyz and the log say what is wrong and what to do.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { GatewayFixture } from "./test-kit/gateway-fixture.ts";
import { type GatewayProcess, readiness } from "./test-kit/gateway-process.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

vi.setConfig({ testTimeout: 60_000 });
const fixture = new GatewayFixture();
const soon = { timeout: 20_000, interval: 50 };

const snapshotPath = () => join(fixture.folder.path, "routing-default.json");

/** Spoils rows of the feed as a portal of another version might, and says that something has changed. */
async function spoil(apiIds: readonly string[] | "all"): Promise<void> {
  const rows = await fixture.db.routingEntry.findMany({ where: { body: { not: null } } });
  for (const row of rows) {
    const record: unknown = JSON.parse(row.body ?? "");
    const isMeant =
      apiIds === "all" ||
      (row.kind === "route" && apiIds.some((id) => row.body?.includes(`"apiId":"${id}"`)));
    if (!isMeant) continue;
    const body = JSON.stringify({ ...Object(record), topics: "of the future", hash: 1 });
    await fixture.db.routingEntry.update({ where: { id: row.id }, data: { body } });
  }
  await fixture.db.routingState.update({ where: { id: 1 }, data: { revision: { increment: 1 } } });
}

async function stop(gateway: GatewayProcess): Promise<void> {
  gateway.kill("SIGTERM");
  await gateway.ended();
}

it("starts from the last known good routes where no row of the database parses, and keeps their file", async () => {
  const first = await fixture.start();
  const echo = await fixture.publishedEcho();
  await connectWhenReady(`${first.wsUrl}${echo.path}`, echo.key);
  await stop(first);
  await spoil("all");
  const saved = readFileSync(snapshotPath(), "utf8");
  const gateway = await fixture.start();
  const client = await TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key);
  expect(await client.echo("last known good")).toBe("last known good");
  const { status, troubles } = await readiness(gateway);
  expect(status).toBe(200);
  expect(troubles).toMatch(/Nothing .*can be read: .*Echo.* 1\.0\.0 .*last known good routes are served/);
  expect(troubles).toContain(echo.apiId);
  expect(readFileSync(snapshotPath(), "utf8")).toBe(saved);
  // It is read once for each change, not at every look.
  expect(gateway.lines.filter(({ msg }) => msg.startsWith("no routing entry"))).toHaveLength(1);
  // What is deployed again is taken, and the trouble is over with the rows that caused it.
  const next = await fixture.publishedEcho();
  expect(await (await connectWhenReady(`${gateway.wsUrl}${next.path}`, next.key)).echo("new")).toBe("new");
  expect(await client.echo("still there")).toBe("still there");
  expect((await readiness(gateway)).troubles).toMatch(/2 entries .* all the others/);
});

it("is not ready where no row parses and nothing was known before, and saves no empty state", async () => {
  const echo = await fixture.publishedEcho();
  await spoil("all");
  const gateway = await fixture.start();
  expect(await readiness(gateway)).toMatchObject({
    status: 503,
    troubles: expect.stringMatching(/Nothing .* can be read: .*nothing is served/),
  });
  expect(existsSync(snapshotPath())).toBe(false);
  await expect(TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key)).rejects.toThrow("503");
  const next = await fixture.publishedEcho();
  await connectWhenReady(`${gateway.wsUrl}${next.path}`, next.key);
  await expect.poll(() => readiness(gateway), soon).toMatchObject({ status: 200 });
});

it("serves what it knew of an unreadable row over a restart, the rest as it is now, and names the row", async () => {
  const first = await fixture.start();
  const [spoilt, well] = [await fixture.publishedEcho(), await fixture.publishedEcho()];
  await connectWhenReady(`${first.wsUrl}${well.path}`, well.key);
  await stop(first);
  await spoil([spoilt.apiId]);
  const gateway = await fixture.start();
  for (const { path, key } of [spoilt, well]) {
    const client = await TestClient.connect(`${gateway.wsUrl}${path}`, key);
    expect(await client.echo("served")).toBe("served");
  }
  const { status, troubles } = await readiness(gateway);
  expect(status).toBe(200);
  expect(troubles).toContain("1 entry of the database cannot be read: API Echo");
  expect(troubles).toContain(spoilt.apiId);
  expect(troubles).not.toContain(well.apiId);
});

it("says that the disk is full, leaves no half file there, and saves when there is room", async () => {
  const gateway = await fixture.start();
  // What the gateway writes before it replaces the file leads to a device on which every write is ENOSPC.
  const draft = `${snapshotPath()}.${gateway.pid}.tmp`;
  const fill = () => {
    if (lstatSync(draft, { throwIfNoEntry: false }) === undefined) symlinkSync("/dev/full", draft);
  };
  fill();
  const echo = await fixture.publishedEcho();
  const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  const line = await gateway.line(({ msg }) => msg.startsWith("the disk that holds DATA_DIR is full"));
  expect(line).toMatchObject({ err: { code: "ENOSPC" }, msg: expect.stringContaining("free space") });
  const whileFull = () => {
    fill();
    return readiness(gateway);
  };
  fill();
  const later = await fixture.publishedEcho();
  await expect.poll(whileFull, soon).toMatchObject({
    status: 200,
    troubles: expect.stringMatching(/The disk that holds DATA_DIR is full.*Free space/),
  });
  await expect.poll(() => readiness(gateway), soon).toEqual({ status: 200, troubles: "" });
  expect(readFileSync(snapshotPath(), "utf8")).toContain(later.apiId);
  expect(readdirSync(fixture.folder.path).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  expect(await client.echo("all along")).toBe("all along");
});

const lockScript = `
  const db = new (require("better-sqlite3"))(process.argv[1], { timeout: 20_000 });
  db.pragma("locking_mode = " + process.argv[2]);
  db.exec("BEGIN EXCLUSIVE");
  console.log("locked");
  process.stdin.once("data", () => { db.exec("ROLLBACK"); db.close(); process.exit(); });
`;

/** Another process that holds the database; in EXCLUSIVE mode nobody else may even read. */
async function lockedBy(mode: "NORMAL" | "EXCLUSIVE"): Promise<{ readonly unlock: () => Promise<void> }> {
  const args = ["-e", lockScript, fixture.databasePath, mode];
  const holder: ChildProcess = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void holder.kill("SIGKILL"));
  if (!holder.stdout || !holder.stdin) throw new Error("the holder's input and output are not piped");
  const { stdin, stdout } = holder;
  await once(stdout, "data");
  return {
    unlock: async () => {
      stdin.write("\n");
      await once(holder, "exit");
    },
  };
}

it("says that another process has locked the database for writing, and serves on", async () => {
  const gateway = await fixture.start();
  const echo = await fixture.publishedEcho();
  const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  const { unlock } = await lockedBy("NORMAL");
  await gateway.line(({ msg }) => msg.startsWith("the database is locked by another process"));
  expect(await readiness(gateway)).toMatchObject({
    status: 200,
    troubles: expect.stringMatching(/locked by another process since .*End what holds it/),
  });
  expect(await client.echo("under the lock")).toBe("under the lock");
  await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  await unlock();
  await expect.poll(() => readiness(gateway), soon).toEqual({ status: 200, troubles: "" });
  await gateway.line(({ msg }) => msg === "the database takes reports again");
});

it("says that another process has locked the database even for reading, and serves on from memory", async () => {
  const first = await fixture.start();
  const echo = await fixture.publishedEcho();
  await connectWhenReady(`${first.wsUrl}${echo.path}`, echo.key);
  await stop(first);
  // Such a lock is to be had only while nobody has the database open.
  await fixture.db.$disconnect();
  const { unlock } = await lockedBy("EXCLUSIVE");
  const gateway = await fixture.start();
  const line = await gateway.line(({ msg }) => msg.startsWith("the database is locked"));
  expect(line.msg).toContain("End what holds it");
  expect(await readiness(gateway)).toMatchObject({
    status: 200,
    troubles: expect.stringMatching(/locked by another process since .*served from memory/),
  });
  const client = await TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key);
  expect(await client.echo("under the lock")).toBe("under the lock");
  expect(gateway.lines.filter(({ msg }) => msg.includes("out of reach"))).toEqual([]);
  await unlock();
  await expect.poll(() => readiness(gateway), soon).toEqual({ status: 200, troubles: "" });
  await gateway.line(({ msg }) => msg === "the database is back");
});
