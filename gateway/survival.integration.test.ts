// What a gateway survives: replaced workers, a damaged snapshot, a disk that takes nothing, a database that is away.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { GatewayFixture } from "./test-kit/gateway-fixture.ts";
import { freePorts, readiness } from "./test-kit/gateway-process.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();
const soon = { timeout: 15_000, interval: 50 };
/** Several starts of workers, one after the other. */
const slow = 60_000;

it("tells its workers of TRUST_PROXY: plain requests too are logged with the client's address", async () => {
  const gateway = await fixture.start(undefined, { TRUST_PROXY: "127.0.0.0/8" });
  const address = gateway.wsUrl.replace("ws:", "http:");
  await fetch(address, { headers: { "X-Forwarded-For": "198.51.100.1, 203.0.113.9" } });
  const line = await gateway.line(({ event }) => event === "handshake.refused");
  expect(line.clientAddress).toBe("203.0.113.9");
});

it(
  "replaces its workers on SIGHUP without refusing a handshake",
  async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const first = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    gateway.kill("SIGHUP");
    let isReplaced = false;
    const replaced = gateway
      .line(({ msg }) => msg === "the workers are replaced")
      .then(() => {
        isReplaced = true;
      });
    let opened = 0;
    while (!isReplaced || opened < 20) {
      const client = await TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key);
      // On a worker that is being replaced it may be closed again at once, with 1012.
      const answered = await Promise.race([client.echo(`handshake ${opened}`), client.closed()]);
      expect([`handshake ${opened}`, 1012]).toContain(
        typeof answered === "string" ? answered : answered.code,
      );
      client.socket.terminate();
      opened += 1;
    }
    await replaced;
    expect(await first.closed()).toMatchObject({ code: 1012 });
    const last = await TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key);
    expect(await last.echo("still serving")).toBe("still serving");
  },
  slow,
);

it(
  "has as many workers as before after several SIGHUPs at once, a crash among them, and none is lost",
  async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    const ended = () => gateway.lines.filter(({ msg }) => msg === "the workers are replaced").length;
    const asked = () => gateway.lines.filter(({ msg }) => msg.startsWith("replacing the workers")).length;
    for (let signal = 1; signal <= 3; signal += 1) {
      gateway.kill("SIGHUP");
      await expect.poll(asked, soon).toBe(signal);
    }
    const first = gateway.lines.find(({ event }) => event === "connection.open");
    process.kill(Number(first?.pid), "SIGKILL");
    await expect.poll(ended, soon).toBe(3);
    const workers = async () => {
      const text = await (await fetch(`${gateway.opsUrl}/metrics`)).text();
      return [...text.matchAll(/^sluice_worker_eventloop_lag_p99_seconds\{.*worker="(\d+)".*\}/gm)].map(
        ([, id]) => Number(id),
      );
    };
    // Both rounds are over: the first two workers, and the two after them, are gone.
    await expect.poll(async () => (await workers()).filter((id) => id > 4).length, soon).toBe(2);
    await expect.poll(async () => (await workers()).length, soon).toBe(2);
  },
  slow,
);

it("reads on from its revision after a failed poll, not everything anew", async () => {
  const gateway = await fixture.start(await freePorts(3));
  const echo = await fixture.publishedEcho();
  await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  // A row of an old revision, which only a gateway that reads everything comes across.
  await fixture.db.routingEntry.create({ data: { id: "odd:1", kind: "odd", revision: 0, body: "{}" } });
  const away = `${fixture.databasePath}.away`;
  renameSync(fixture.databasePath, away);
  await gateway.line(({ msg }) => msg.includes("database is out of reach"));
  renameSync(away, fixture.databasePath);
  await gateway.line(({ msg }) => msg === "the database is back");
  const later = await fixture.publishedEcho();
  await connectWhenReady(`${gateway.wsUrl}${later.path}`, later.key);
  expect(gateway.lines.filter(({ msg }) => msg.includes("does not parse"))).toEqual([]);
});

it("sets a damaged snapshot aside and starts all the same", async () => {
  const path = join(fixture.folder.path, "routing-default.json");
  await writeFile(path, '{"format":2,"environment":"default","revi');
  rmSync(fixture.databasePath);
  const gateway = await fixture.start();
  expect(await gateway.line(({ msg }) => msg.includes("damaged"))).toMatchObject({
    asideAt: `${path}.corrupt`,
  });
  expect(existsSync(`${path}.corrupt`)).toBe(true);
  expect(await readiness(gateway)).toMatchObject({
    status: 503,
    troubles: expect.stringContaining("No routes"),
  });
});

it("says that it cannot save its routes, serves on, and recovers by itself", async () => {
  const gateway = await fixture.start();
  // A folder in the place of the file: writing fails as it does on a full disk.
  const path = join(fixture.folder.path, "routing-default.json");
  rmSync(path, { force: true });
  mkdirSync(path);
  const echo = await fixture.publishedEcho();
  const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  await gateway.line(({ msg }) => msg.includes("cannot be saved"));
  expect(await readiness(gateway)).toMatchObject({
    status: 200,
    troubles: expect.stringContaining("cannot be saved since"),
  });
  rmSync(path, { recursive: true });
  await gateway.line(({ msg }) => msg.includes("is saved again"));
  await expect.poll(() => readiness(gateway), soon).toEqual({ status: 200, troubles: "" });
  expect(await client.echo("all along")).toBe("all along");
});

it("keeps the records of connections while the database is away", async () => {
  const gateway = await fixture.start(await freePorts(3));
  const echo = await fixture.publishedEcho();
  const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  const away = `${fixture.databasePath}.away`;
  renameSync(fixture.databasePath, away);
  await gateway.line(({ msg }) => msg.includes("database is out of reach"));
  client.socket.close(1000);
  await client.closed();
  await expect
    .poll(() => readiness(gateway), soon)
    .toMatchObject({ status: 200, troubles: expect.stringContaining("database is out of reach since") });
  renameSync(away, fixture.databasePath);
  await gateway.line(({ msg }) => msg === "the database is back");
  await expect.poll(() => fixture.db.closedConnection.count(), soon).toBe(1);
});
