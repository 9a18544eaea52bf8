// Topics whose messages are read: limits by message, heartbeats, backpressure, and what a broken side does to the other.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { clientFrame, frame } from "#gateway/data-plane/test-kit/frames.ts";
import { route, routeEntry, startGateway, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import { nextRecord } from "#gateway/data-plane/test-kit/records.ts";
import { openPair, startRawBackend } from "#gateway/data-plane/test-kit/wire.ts";
import type { RateLimit, RuntimeLimits } from "#lib/routes/limits.ts";

const PING = 9;
const PONG = 10;

async function startEcho(limits: Partial<RuntimeLimits>) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: true });
  server.on("connection", (socket) => {
    socket.on("error", () => {});
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  await once(server, "listening");
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on a port
  const gateway = await start(url, limits);
  const client = new WebSocket(`ws://127.0.0.1:${gateway.wsPort}/echo/1.0.0`);
  onTestFinished(() => client.terminate());
  const heard: string[] = [];
  client.on("message", (data) => heard.push(String(data)));
  await once(client, "open");
  return { client, heard };
}

function start(url: string, limits: Partial<RuntimeLimits>) {
  const topics = [topic("/*", { policy: { inspect: true, rateLimits: [] } })];
  return startGateway([routeEntry(route(url, { limits, topics }))]);
}

function limit(action: RateLimit["action"], perSecond: number): RateLimit {
  return { scope: "connection", direction: "fromClient", unit: "messages", perSecond, burst: 2, action };
}

describe("limits", () => {
  it("judge a message by its whole size, inflated", async () => {
    const { client } = await startEcho({ maxMessageBytes: 1_000 });
    client.send("x".repeat(100_000));
    expect((await once(client, "close"))[0]).toBe(1009);
  });

  it("close with 4429 at the message that is too much", async () => {
    const { client, heard } = await startEcho({ rateLimits: [limit("close", 1)] });
    for (const message of ["one", "two", "three"]) client.send(message);
    const [code, reason]: unknown[] = await once(client, "close");
    expect([code, String(reason)]).toEqual([
      4429,
      "Over the limit of 1 messages per second on a connection: wait 1 s",
    ]);
    expect(["one", "two"].slice(0, heard.length)).toEqual(heard);
  });

  it("drop whole messages, out of a compressed stream too", async () => {
    const { client, heard } = await startEcho({ rateLimits: [limit("drop", 1)] });
    expect(client.extensions).toContain("permessage-deflate");
    const messages = ["a", "b", "c"].map((letter) => `${letter} ${"compressible ".repeat(500)}`);
    for (const message of messages) client.send(message);
    client.close(1000);
    await once(client, "close");
    expect(heard).toEqual(messages.slice(0, 2));
  });

  it("slow down without losing anything", async () => {
    const { client, heard } = await startEcho({ rateLimits: [limit("slow", 200)] });
    const messages = Array.from({ length: 60 }, (_, index) => `message ${index}`);
    for (const message of messages) client.send(message);
    client.close(1000);
    await once(client, "close");
    expect(heard).toEqual(messages);
  });
});

describe("heartbeats", () => {
  it("are sent to silent legs, and their answers go no further", async () => {
    const backend = await startRawBackend();
    const gateway = await start(backend.url, { heartbeatIntervalMs: 1_000, heartbeatTimeoutMs: 600_000 });
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    const clock = setInterval(() => gateway.advance(600), 25);
    const ping = await client.read(8);
    clearInterval(clock);
    expect([ping[0], ping[1]]).toEqual([0x80 | PING, 6]);
    const toBackend = await upstream.read(12);
    expect(toBackend[0]).toBe(0x80 | PING);
    client.send(Buffer.concat([clientFrame(ping.subarray(2), { opcode: PONG }), clientFrame("up")]));
    const passed = await upstream.read(8);
    expect([passed[0], passed[1]]).toEqual([0x81, 0x82]);
  });

  it("find a client that is gone: 4408", async () => {
    const backend = await startRawBackend();
    const gateway = await start(backend.url, { heartbeatIntervalMs: 1_000, heartbeatTimeoutMs: 1_000 });
    const { upstream } = await openPair(gateway.wsPort, backend);
    // The backend answers, the client does not.
    upstream.socket.on("data", () => upstream.send(frame("alive", { opcode: PONG })));
    const record = nextRecord();
    const clock = setInterval(() => gateway.advance(600), 25);
    onTestFinished(() => clearInterval(clock));
    expect(await record).toMatchObject({ code: 4408, policy: "heartbeat", clientLeg: "lost" });
  });
});

describe("a side that does not read", () => {
  it.each([
    ["messages", clientFrame("x".repeat(1_000))],
    ["empty messages", clientFrame("")],
    ["pings", clientFrame("x".repeat(100), { opcode: PING })],
  ])("has the other held back: %s", async (_name, bytes) => {
    const backend = await startRawBackend();
    const gateway = await start(backend.url, {});
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    upstream.socket.pause();
    const block = Buffer.concat(Array.from({ length: 1_000 }, () => bytes));
    let blocks = 0;
    // Until the kernel's buffers on the way are full as well.
    while (client.socket.write(block) || client.socket.writableLength < 4_000_000) {
      blocks += 1;
      if (blocks > 20_000) throw new Error("everything was taken");
      await new Promise((resolve) => setImmediate(resolve));
    }
    const queued = () => gateway.plane.describeLive("api-echo", 1).connections[0]?.queuedBytes ?? 0;
    await expect.poll(queued, { interval: 20, timeout: 10_000 }).toBeGreaterThan(100_000);
    expect(queued()).toBeLessThan(2_000_000);
  });
});

describe("a side that breaks the rules", () => {
  it("gets the code, and a client of such a backend 1014", async () => {
    const backend = await startRawBackend();
    const gateway = await start(backend.url, {});
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    upstream.send(Buffer.concat([frame("fine"), frame(Buffer.from([0xff]))]));
    const seen = await client.readAll();
    expect(seen.subarray(0, 6)).toEqual(frame("fine"));
    expect([seen[6], seen.readUInt16BE(8)]).toEqual([0x88, 1014]);
  });

  it("does not take the process with it when it vanishes while it is being inflated", async () => {
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: { threshold: 0 } });
    server.on("connection", (socket) => {
      socket.send("compressible ".repeat(50_000));
      socket.close(1000);
      socket.terminate();
    });
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo; // listening on a port
    const gateway = await start(`ws://127.0.0.1:${port}`, {});
    const records = nextRecord();
    const client = new WebSocket(`ws://127.0.0.1:${gateway.wsPort}/echo/1.0.0`);
    client.on("error", () => {});
    await once(client, "close");
    expect(await records).toMatchObject({ apiId: "api-echo" });
  });
});
