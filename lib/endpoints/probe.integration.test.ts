// Test endpoint against real sockets: what may not be dialled gets one answer, whatever stands there.
import { hash } from "node:crypto";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import { createEgressPolicy } from "#lib/egress/egress-policy.ts";
import { probeEndpoint } from "./commands.ts";

const policy = (isProduction: boolean, allow = "") =>
  createEgressPolicy({ deny: "", allow, purpose: "requests", isProduction });

it.each(["127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "[::ffff:7f00:1]"])(
  "answers the same for an open and a closed port of %s, and connects to neither",
  async (host) => {
    let connections = 0;
    const open = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    const closed = createServer();
    for (const server of [open, closed]) await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void open.close());
    const [openPort, closedPort] = [open, closed].map((server) => (server.address() as AddressInfo).port); // on ports
    await new Promise((resolve) => closed.close(resolve));
    const answers = [
      await probeEndpoint(`ws://${host}:${openPort}/a`, policy(true)),
      await probeEndpoint(`ws://${host}:${closedPort}/a`, policy(true)),
    ];
    expect(answers[0]).toMatchObject({ verdict: "forbidden", details: [], durationMs: 0 });
    expect(answers[1]).toEqual(answers[0]);
    expect(connections).toBe(0);
  },
);

it("gives up a backend whose answer drips in", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.write("HTTP/1.1 101 Switching Protocols\r\nX-Drip: ");
    const timer = setInterval(() => socket.write("x"), 20);
    socket.on("close", () => clearInterval(timer));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // listening on a port
  const tls = { ca: "", cert: "", key: "", serverName: "" };
  const found = await probeEndpoint(`ws://127.0.0.1:${port}`, policy(false), {
    timeoutMs: 300,
    headers: [],
    tls,
  });
  expect(found).toMatchObject({ verdict: "timeout" });
});

it("tests what is allowed", async () => {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  onTestFinished(() => server.close());
  const { port } = server.address() as AddressInfo; // listening on a port
  for (const judge of [policy(false), policy(true, "localhost")]) {
    expect(await probeEndpoint(`ws://localhost:${port}`, judge)).toMatchObject({ verdict: "accepted" });
  }
});

it("reads nothing from a backend that floods whoever it accepted", async () => {
  const message = Buffer.concat([Buffer.from([0x82, 126, 0xea, 0x60]), Buffer.alloc(60_000)]);
  let taken = 0;
  const backend = createHttpServer();
  await once(backend.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void backend.close());
  const ended = new Promise((resolve) => {
    backend.on("upgrade", ({ headers }, socket) => {
      const accept = hash(
        "sha1",
        `${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
        "base64",
      );
      const flood = () => {
        do taken += message.length;
        while (socket.write(message));
      };
      // It never hears that it should close.
      socket
        .on("error", () => {})
        .on("close", resolve)
        .on("drain", flood);
      const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
      socket.write([...lines, `Sec-WebSocket-Accept: ${accept}`, "", ""].join("\r\n"));
      flood();
    });
  });
  const { port } = backend.address() as AddressInfo; // listening on a port
  expect(await probeEndpoint(`ws://127.0.0.1:${port}`, policy(false))).toMatchObject({ verdict: "accepted" });
  await ended;
  // What the system keeps for both sockets.
  expect(taken).toBeLessThan(16 * 1024 * 1024);
});

it("leaves a backend that it accepted with a clean close", async () => {
  const backend = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(backend, "listening");
  onTestFinished(() => backend.close());
  const code = new Promise((resolve) => {
    backend.on("connection", (client) => {
      client.on("close", resolve);
      client.send("welcome");
    });
  });
  const { port } = backend.address() as AddressInfo; // listening on a port
  await probeEndpoint(`ws://127.0.0.1:${port}`, policy(false));
  expect(await code).toBe(1000);
});
