// Clients that end their own side once they have said all they had to say: they still get what is for them.
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import { clientFrame, closePayload, frame } from "#gateway/data-plane/test-kit/frames.ts";
import {
  route,
  routeEntry,
  startGateway,
  type TestGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import { startRawBackend, upgradeRequest, upgradeResponse, Wire } from "#gateway/data-plane/test-kit/wire.ts";

const schemes = ["ws", "wss"] as const;
type Scheme = (typeof schemes)[number];

async function dial(gateway: TestGateway, scheme: Scheme): Promise<Wire> {
  const common = { host: "127.0.0.1", allowHalfOpen: true };
  const tls: ConnectionOptions = {
    ...common,
    port: gateway.wssPort,
    ca: gateway.tls.cert,
    servername: "localhost",
  };
  const socket = scheme === "ws" ? connect({ ...common, port: gateway.wsPort }) : connectTls(tls);
  onTestFinished(() => void socket.destroy());
  const wire = new Wire(socket);
  await once(socket, scheme === "ws" ? "connect" : "secureConnect");
  return wire;
}

function start(url: string): Promise<TestGateway> {
  const topics = [
    topic("/raw", { uriMapping: "/" }),
    topic("/read", { uriMapping: "/", policy: { inspect: true, rateLimits: [] } }),
  ];
  return startGateway([routeEntry(route(url, { topics, limits: { backendTimeoutMs: 60_000 } }))]);
}

async function startEcho(): Promise<string> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket) => {
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  await once(server, "listening");
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on a port
}

describe.each(schemes)("a half-closed request over %s", (scheme) => {
  it.each([
    ["a plain one", "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", 426],
    ["one for no API", upgradeRequest("/nothing"), 404],
    ["half a one", "GET / HTTP/1.1\r\nHos", 400],
  ])("gets its refusal: %s", async (_name, request, status) => {
    const client = await dial(await start("ws://127.0.0.1:1"), scheme);
    client.socket.end(request);
    expect((await client.readAll()).toString()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it("gets the refusal that its backend takes time for", async () => {
    const backend = await startRawBackend();
    const gateway = await start(backend.url);
    const client = await dial(gateway, scheme);
    const ended = once(client.socket, "finish");
    client.socket.end(upgradeRequest("/echo/1.0.0/raw"));
    const upstream = await backend.accept();
    await Promise.all([upstream.readHead(), ended]);
    upstream.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    expect((await client.readAll()).toString()).toContain('"upstreamStatus":403');
  });

  it.each(["raw", "read"])("gets its 101 and what the backend says, on %s", async (path) => {
    const backend = await startRawBackend();
    const gateway = await start(backend.url);
    const client = await dial(gateway, scheme);
    client.socket.end(upgradeRequest(`/echo/1.0.0/${path}`));
    const upstream = await backend.accept();
    upstream.send(upgradeResponse(await upstream.readHead()));
    await client.readHead();
    await upstream.ended();
    upstream.socket.end(Buffer.concat([frame("one"), frame(closePayload(1000), { opcode: 8 })]));
    expect((await client.readAll()).subarray(0, 5)).toEqual(frame("one"));
  });
});

describe.each(schemes)("a client over %s that ends its side", (scheme) => {
  it.each(["raw", "read"])("behind its Close gets every reply, on %s, twenty times", async (path) => {
    const gateway = await start(await startEcho());
    for (let round = 0; round < 20; round++) {
      const client = await dial(gateway, scheme);
      client.send(upgradeRequest(`/echo/1.0.0/${path}`));
      await client.readHead();
      const texts = ["one", "two", "three"];
      const close = closePayload(1000, "bye");
      const said = [...texts.map((text) => clientFrame(text)), clientFrame(close, { opcode: 8 })];
      client.socket.end(Buffer.concat(said));
      const heard = [...texts.map((text) => frame(text)), frame(close, { opcode: 8 })];
      expect((await client.readAll()).toString("latin1")).toBe(Buffer.concat(heard).toString("latin1"));
    }
  });

  it.each(["raw", "read"])("without a Close gets the reply, on %s", async (path) => {
    const backend = await startRawBackend();
    const gateway = await start(backend.url);
    const client = await dial(gateway, scheme);
    client.send(upgradeRequest(`/echo/1.0.0/${path}`));
    const upstream = await backend.accept();
    upstream.send(upgradeResponse(await upstream.readHead()));
    await client.readHead();
    client.socket.end(clientFrame("ask"));
    // Its FIN goes on too; only then does the backend answer.
    expect((await upstream.readAll()).length).toBe(clientFrame("ask").length);
    upstream.socket.end(frame("answer"));
    expect((await client.readAll()).subarray(0, 8)).toEqual(frame("answer"));
  });

  it("is let go within the grace time where the backend goes on for ever", async () => {
    const backend = await startRawBackend();
    const gateway = await start(backend.url);
    const client = await dial(gateway, scheme);
    client.send(upgradeRequest("/echo/1.0.0/raw"));
    const upstream = await backend.accept();
    upstream.send(upgradeResponse(await upstream.readHead()));
    await client.readHead();
    client.socket.end();
    await upstream.ended();
    const clock = setInterval(() => gateway.advance(1_000), 25);
    onTestFinished(() => clearInterval(clock));
    await client.ended();
    await expect.poll(() => gateway.plane.stats().openConnections).toBe(0);
  });
});
