// The gateway as processes: what an operator relies on when the rest fails. A real database, real sockets, real signals.

import { readFileSync, renameSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import Database from "better-sqlite3";
import { generate } from "selfsigned";
import { describe, expect, it, vi } from "vitest";
import { defaultRuntime } from "#lib/apis/api-fields.ts";
import * as apis from "#lib/apis/commands.ts";
import * as deployments from "#lib/deployments/commands.ts";
import * as lifecycle from "#lib/lifecycle/commands.ts";
import { GatewayFixture, value } from "./test-kit/gateway-fixture.ts";
import { freePorts, type GatewayProcess } from "./test-kit/gateway-process.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();

// Some tests start a gateway twice, beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 });

/** Waits until the last known good state on disk has this in it. */
async function isSaved(text: string): Promise<void> {
  const path = join(fixture.folder.path, "routing-default.json");
  const until = performance.now() + 10_000;
  while (!readFileSync(path, "utf8").includes(text) && performance.now() < until) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("changes in the portal", () => {
  it("reach a running gateway: publish, then talk over ws and wss", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const plain = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    const secure = await TestClient.connect(`${gateway.wssUrl}${echo.path}`, echo.key);
    expect(await plain.echo("over ws")).toBe("over ws");
    expect(await secure.echo("over wss")).toBe("over wss");
  });

  it("redeploying with a new limit closes no connection", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    value(
      await apis.saveRuntime(fixture.context, {
        apiId: echo.apiId,
        etag: 1,
        security: defaultRuntime.security,
        limits: { ...defaultRuntime.limits, maxMessageBytes: 10 },
      }),
    );
    const { routingRevision } = value(
      await deployments.deployCurrent(fixture.context, {
        apiId: echo.apiId,
        etag: 2,
        note: "",
        environmentIds: [],
      }),
    );
    await gateway.line((line) => line.msg === "routing changed" && Number(line.revision) >= routingRevision);
    expect(await client.echo("short")).toBe("short");
    client.socket.send("longer than ten bytes");
    expect(await client.closed()).toMatchObject({ code: 1009 });
  });

  it("undeploying closes live connections with 4404 and refuses new ones with 404", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    value(await deployments.undeploy(fixture.context, { apiId: echo.apiId, environmentId: "default" }));
    expect(await client.closed()).toMatchObject({ code: 4404 });
    await expect(TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key)).rejects.toThrow(
      /^404 .*no_such_api|^404/,
    );
  });

  it("taking an open API back to Created closes anonymous connections, and keeps those with a test key", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    value(
      await apis.saveRuntime(fixture.context, {
        apiId: echo.apiId,
        etag: 1,
        security: { ...defaultRuntime.security, apiKey: false, oauth2: false },
        limits: { ...defaultRuntime.limits, maxMessageBytes: 0 },
      }),
    );
    value(
      await deployments.deployCurrent(fixture.context, {
        apiId: echo.apiId,
        etag: 2,
        note: "",
        environmentIds: [],
      }),
    );
    const anonymous = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, null);
    const tester = await TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key);
    value(
      await lifecycle.changeLifecycle(fixture.context, { apiId: echo.apiId, action: "demote", note: "" }),
    );
    expect(await anonymous.closed()).toMatchObject({ code: 4403 });
    expect(await tester.echo("still here")).toBe("still here");
  });
});

describe("when things fail", () => {
  it("serves on while the database is locked", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    const locker = new Database(fixture.databasePath);
    locker.exec("PRAGMA busy_timeout = 5000");
    locker.exec("BEGIN EXCLUSIVE");
    try {
      expect(await client.echo("locked")).toBe("locked");
      const newcomer = await TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key);
      expect(await newcomer.echo("too")).toBe("too");
    } finally {
      locker.exec("ROLLBACK");
      locker.close();
    }
  });

  it("serves on while the database is gone, and catches up when it is back", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    renameSync(fixture.databasePath, `${fixture.databasePath}.away`);
    await gateway.line((line) => line.msg.startsWith("the database is out of reach"));
    expect(await client.echo("gone")).toBe("gone");
    expect(await (await TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key)).echo("new")).toBe(
      "new",
    );
    const ready = await fetch(`${gateway.opsUrl}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { isDatabaseUp: false }]);
    renameSync(`${fixture.databasePath}.away`, fixture.databasePath);
    await gateway.line((line) => line.msg === "the database is back");
    const second = await fixture.publishedEcho();
    expect(await (await connectWhenReady(`${gateway.wsUrl}${second.path}`, second.key)).echo("back")).toBe(
      "back",
    );
    expect(client.isOpen).toBe(true);
  });

  it("killed and restarted without a database, it serves the last known good state", async () => {
    const ports = await freePorts(3);
    const first = await fixture.start(ports);
    const echo = await fixture.publishedEcho();
    await connectWhenReady(`${first.wsUrl}${echo.path}`, echo.key);
    await isSaved(`"apiId":"${echo.apiId}","environment":"production"`);
    first.kill("SIGKILL");
    await first.ended();
    await fixture.db.$disconnect();
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${fixture.databasePath}${suffix}`, { force: true });
    const saved = join(fixture.folder.path, "routing-default.json");
    await writeFile(
      saved,
      readFileSync(saved, "utf8").replaceAll('"checksAlone":false', '"checksAlone":true'),
    );
    const second = await fixture.start(ports);
    // Its health checks go on as well; no client has been here yet.
    const metrics = async () => (await fetch(`${second.opsUrl}/metrics`)).text();
    await expect.poll(metrics, { timeout: 10_000 }).toMatch(/sluice_backends\{.*state="healthy".*\} 1/);
    expect(await (await connectWhenReady(`${second.wsUrl}${echo.path}`, echo.key)).echo("again")).toBe(
      "again",
    );
  });

  it("replaces a worker that dies, and the other worker's connections live on", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const clients = [await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key)];
    const opened = () => gateway.lines.filter((line) => line.event === "connection.open");
    const pidsOf = () => [...new Set(opened().map((line) => Number(line.pid)))];
    const until = performance.now() + 10_000;
    while (pidsOf().length < 2 && performance.now() < until) {
      clients.push(await TestClient.connect(`${gateway.wsUrl}${echo.path}`, echo.key));
      await gateway.line(() => opened().length === clients.length);
    }
    const [victim = 0, ...others] = pidsOf();
    expect(others).toHaveLength(1);
    const workerOf = new Map(opened().map((line) => [line.connectionId, line.pid]));
    const lost = clients.filter((client) => workerOf.get(client.connectionId) === victim);
    const kept = clients.filter((client) => workerOf.get(client.connectionId) !== victim);
    process.kill(victim, "SIGKILL");
    await Promise.all(lost.map((client) => client.closed()));
    expect(await Promise.all(kept.map((client) => client.echo("alive")))).toEqual(kept.map(() => "alive"));
    await gateway.line((line) => line.msg === "a worker died and is replaced");
    const newcomer = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    expect(await newcomer.echo("new worker")).toBe("new worker");
  });

  it("a taken port is said in words", async () => {
    const ports = await freePorts(3);
    await fixture.start(ports);
    const second = fixture.launch(ports);
    expect(await second.ended()).toBe(1);
    expect(JSON.stringify(second.lines)).toMatch(/EADDRINUSE|is taken/);
  });
});

describe("stopping", () => {
  it("SIGTERM closes connections with 1012 and exits 0", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const clients = [
      await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key),
      await TestClient.connect(`${gateway.wssUrl}${echo.path}`, echo.key),
    ];
    gateway.kill("SIGTERM");
    expect(await Promise.all(clients.map((client) => client.closed()))).toMatchObject([
      { code: 1012 },
      { code: 1012 },
    ]);
    expect(await gateway.ended()).toBe(0);
  });
});

describe("the certificate", () => {
  it("is generated at the first start and replaced without a restart", async () => {
    const cert = join(fixture.folder.path, "cert.pem");
    const key = join(fixture.folder.path, "key.pem");
    const writePair = async (commonName: string) => {
      const pair = await generate([{ name: "commonName", value: commonName }], {
        algorithm: "sha256",
        keySize: 2048,
      });
      await writeFile(key, pair.private);
      await writeFile(cert, pair.cert);
    };
    await writePair("first.example");
    const gateway = await fixture.start(undefined, { TLS_CERT: cert, TLS_KEY: key });
    expect(await servedName(gateway)).toBe("first.example");
    await writePair("second.example");
    await gateway.line((line) => line.msg === "a new certificate is in use");
    const newName = async () => {
      const until = performance.now() + 5_000;
      let name = await servedName(gateway);
      while (name !== "second.example" && performance.now() < until) name = await servedName(gateway);
      return name;
    };
    expect(await newName()).toBe("second.example");
  });
});

function servedName(gateway: GatewayProcess): Promise<string> {
  const { hostname, port } = new URL(gateway.wssUrl);
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: hostname, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

describe("the log", () => {
  it("has one line at open and one at close, and no credential", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}?room=secret-room`, echo.key);
    await client.echo("12345");
    client.socket.close(4000, "done");
    const line = await gateway.line(
      (entry) => entry.event === "connection.close" && entry.closeCode === 4000,
    );
    expect(line).toMatchObject({
      apiId: echo.apiId,
      apiVersion: "1.0.0",
      topic: "/*",
      application: "test:creator",
      messagesIn: 1,
      messagesOut: 1,
      bytesIn: 5,
      bytesOut: 5,
      closedBy: "client",
    });
    expect(
      gateway.lines.filter(
        (entry) => entry.event === "connection.open" && entry.connectionId === line.connectionId,
      ),
    ).toHaveLength(1);
    expect(JSON.stringify(gateway.lines)).not.toContain(echo.key);
    expect(JSON.stringify(gateway.lines)).not.toContain("secret-room");
  });

  it("metrics count what passed", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    await client.echo("x");
    const read = async () => (await fetch(`${gateway.opsUrl}/metrics`)).text();
    const until = performance.now() + 5_000;
    let text = await read();
    while (!/sluice_messages_in_total 1/.test(text) && performance.now() < until) text = await read();
    expect(text).toMatch(/sluice_messages_in_total 1/);
    expect(text).toMatch(/sluice_connections_open 1/);
  });
});
