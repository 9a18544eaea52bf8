// A gateway that runs out of descriptors, under a real limit: it lives, its connections talk on, whoever is on call is
// told once, and it recovers by itself.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { connect, type Socket } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { GatewayFixture, type PublishedEcho } from "./test-kit/gateway-fixture.ts";
import { freePorts, type GatewayProcess } from "./test-kit/gateway-process.ts";
import { connectWhenReady, TestClient } from "./test-kit/test-client.ts";

// A shortage counts as over after ten quiet seconds, which one of the tests waits for.
vi.setConfig({ testTimeout: 90_000 });
const fixture = new GatewayFixture();
const soon = { timeout: 20_000, interval: 50 };

async function limitedTo(openFiles: number): Promise<GatewayProcess> {
  const gateway = fixture.launch(await freePorts(3), { GATEWAY_WORKERS: "1" }, openFiles);
  await gateway.listening();
  return gateway;
}

/** A TCP connection on which nothing is ever said; resolves once it stands. */
async function silent(url: string): Promise<{ readonly socket: Socket; readonly closed: Promise<unknown> }> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname).on("error", () => {});
  onTestFinished(() => void socket.destroy());
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await Promise.race([once(socket, "connect").catch(() => {}), closed]);
  socket.resume();
  return { socket, closed };
}

/** Opens connections until one is refused. */
async function fill(gateway: GatewayProcess, { path, key }: PublishedEcho) {
  const clients: TestClient[] = [];
  for (;;) {
    try {
      clients.push(await TestClient.connect(`${gateway.wsUrl}${path}`, key));
    } catch (error) {
      return { clients, refusal: String(error) };
    }
  }
}

/** Takes the descriptors of the process that accepts connections, through its operations port. */
async function crowdAt(url: string) {
  const crowd = await Promise.all(Array.from({ length: 60 }, () => silent(url)));
  // The system closes what cannot be accepted.
  await Promise.race(crowd.map(({ closed }) => closed));
  return crowd;
}

async function page(gateway: GatewayProcess, path: string, agent?: Agent) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  get(`${gateway.opsUrl}${path}`, agent ? { agent } : {}, (response) => {
    let body = "";
    response.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
  }).on("error", reject);
  return promise;
}

const shortageLines = (gateway: GatewayProcess) =>
  gateway.lines.filter(({ msg }) => msg.startsWith("no descriptors left"));

it("refuses what it has no descriptors for, lives, serves on, says so once, and recovers", async () => {
  const gateway = await limitedTo(96);
  const echo = await fixture.publishedEcho();
  const first = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  const { clients, refusal } = await fill(gateway, echo);
  expect(refusal).toContain("503");
  expect(refusal).toContain("gateway_full");
  // Far more than there are descriptors, from clients who say nothing and cannot be told anything.
  const crowd = await Promise.all(Array.from({ length: 150 }, () => silent(gateway.wsUrl)));
  await Promise.race(crowd.map(({ closed }) => closed));
  expect(await first.echo("served on")).toBe("served on");
  await gateway.line(({ msg }) => msg.startsWith("no descriptors left"));
  expect(await page(gateway, "/readyz")).toMatchObject({
    status: 200,
    body: expect.stringMatching(/no more sockets since .*ulimit -n/),
  });
  expect(await page(gateway, "/healthz")).toMatchObject({ status: 200 });
  await expect
    .poll(async () => (await page(gateway, "/metrics")).body, soon)
    .toMatch(/sluice_socket_shortages_total [1-9]/);
  for (const { socket } of crowd) socket.destroy();
  for (const client of clients) client.socket.terminate();
  const late = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  expect(await late.echo("room again")).toBe("room again");
  await gateway.line(({ msg }) => msg.startsWith("there are descriptors"));
  expect((await page(gateway, "/readyz")).body).toContain('"troubles":[]');
  expect(await first.echo("all along")).toBe("all along");
  expect(shortageLines(gateway)).toHaveLength(1);
  expect(gateway.lines.filter(({ msg }) => msg.includes("worker died"))).toEqual([]);
});

it("gets its descriptors back from every kind of client that leaves", async () => {
  const gateway = await limitedTo(96);
  const echo = await fixture.publishedEcho();
  await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  for (let turn = 0; turn < 60; turn += 1) {
    const plain = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    const secure = await connectWhenReady(`${gateway.wssUrl}${echo.path}`, echo.key);
    expect(await secure.echo(`turn ${turn}`)).toBe(`turn ${turn}`);
    plain.socket.close(1000);
    secure.socket.terminate();
    (await silent(gateway.wssUrl)).socket.destroy();
    await Promise.all([plain.closed(), secure.closed()]);
  }
  expect(shortageLines(gateway)).toEqual([]);
});

it("says so where the process that accepts connections has no descriptor left", async () => {
  const gateway = await limitedTo(80);
  const echo = await fixture.publishedEcho();
  const first = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  await page(gateway, "/readyz", agent);
  const crowd = await crowdAt(gateway.opsUrl);
  const line = await gateway.line(({ msg }) => msg.startsWith("no descriptors left"));
  expect(line.process).toBe("primary");
  expect((await page(gateway, "/readyz", agent)).body).toContain("no more sockets since");
  expect(await first.echo("served on")).toBe("served on");
  for (const { socket } of crowd) socket.destroy();
  const late = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  expect(await late.echo("room again")).toBe("room again");
  expect(shortageLines(gateway)).toHaveLength(1);
});

it("outlives a worker that it cannot replace for want of descriptors, and replaces it when there are some", async () => {
  const gateway = await limitedTo(80);
  const echo = await fixture.publishedEcho();
  const first = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  const crowd = await crowdAt(gateway.opsUrl);
  const children = readFileSync(`/proc/${gateway.pid}/task/${gateway.pid}/children`, "utf8");
  process.kill(Number(children.trim()), "SIGKILL");
  await first.closed();
  // What the dead worker gave back is taken, too.
  crowd.push(...(await crowdAt(gateway.opsUrl)));
  const line = await gateway.line(({ msg }) => msg.startsWith("a worker could not be started"));
  expect(line).toMatchObject({ err: { code: "EMFILE" } });
  for (const { socket } of crowd) socket.destroy();
  const late = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key, 60_000);
  expect(await late.echo("a worker again")).toBe("a worker again");
  await expect.poll(async () => (await page(gateway, "/readyz")).body, soon).toContain('"workers":1');
});
