// The wss listener, its certificate replaced while it runs, and wss backends.
import { once } from "node:events";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { generateTls, route, routeEntry, startGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import { startSampleBackend } from "#gateway/sample/sample-backend.ts";

async function startEcho() {
  const sample = await startSampleBackend({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => sample.close());
  const gateway = await startGateway([routeEntry(route(`ws://127.0.0.1:${sample.port}`))]);
  return { gateway, url: `wss://localhost:${gateway.wssPort}/echo/1.0.0` };
}

async function echoOver(socket: WebSocket, text: string | Buffer): Promise<unknown> {
  const answer = once(socket, "message");
  socket.send(text);
  return (await answer)[0];
}

/** A TLS connection that would rather speak HTTP/2. */
async function openTls(port: number): Promise<TLSSocket> {
  const socket = connectTls({
    host: "localhost",
    port,
    rejectUnauthorized: false,
    ALPNProtocols: ["h2", "http/1.1"],
  });
  onTestFinished(() => void socket.destroy());
  await once(socket, "secureConnect");
  return socket;
}

it("serves wss, closing handshake included", async () => {
  const { gateway, url } = await startEcho();
  const socket = new WebSocket(url, { ca: gateway.tls.cert });
  await once(socket, "open");
  expect(String(await echoOver(socket, "over TLS"))).toBe("over TLS");
  const large = Buffer.alloc(4 * 1024 * 1024, 9);
  expect(large.equals((await echoOver(socket, large)) as Buffer)).toBe(true);
  socket.close(1000);
  expect((await once(socket, "close"))[0]).toBe(1000);
  await expect.poll(() => gateway.plane.stats().openConnections, { interval: 5 }).toBe(0);
});

it("speaks HTTP/1.1 only", async () => {
  const { gateway } = await startEcho();
  expect((await openTls(gateway.wssPort)).alpnProtocol).toBe("http/1.1");
});

it("replaces the certificate for new connections and keeps the old ones", async () => {
  const { gateway, url } = await startEcho();
  const before = new WebSocket(url, { ca: gateway.tls.cert });
  await once(before, "open");
  gateway.plane.setTls(await generateTls("replaced.test"));
  const socket = await openTls(gateway.wssPort);
  expect([socket.getPeerCertificate().subject.CN, socket.alpnProtocol]).toEqual([
    "replaced.test",
    "http/1.1",
  ]);
  expect(String(await echoOver(before, "still here"))).toBe("still here");
  before.terminate();
});

it("keeps the old certificate where the new one is no good", async () => {
  const { gateway } = await startEcho();
  expect(() => gateway.plane.setTls({ cert: "nonsense", key: "nonsense" })).toThrow();
  expect((await openTls(gateway.wssPort)).getPeerCertificate().subject.CN).toBe("sluice.test");
});

it("survives a client that speaks no TLS", async () => {
  const { gateway, url } = await startEcho();
  const plain = new WebSocket(url.replace("wss:", "ws:"));
  await once(plain, "error");
  const socket = new WebSocket(url, { ca: gateway.tls.cert });
  await once(socket, "open");
  socket.terminate();
});

it("dials wss backends it trusts, and refuses others", async () => {
  const tls = await generateTls("backend.test");
  const server = createTlsServer(tls);
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => socket.on("message", (data) => socket.send(data)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.close();
  });
  const address = server.address();
  const endpoint = `wss://localhost:${typeof address === "object" ? address?.port : 0}`;

  const trusting = await startGateway([routeEntry(route(endpoint))], { backendCa: tls.cert });
  const socket = new WebSocket(`ws://127.0.0.1:${trusting.wsPort}/echo/1.0.0`);
  await once(socket, "open");
  const large = Buffer.alloc(4 * 1024 * 1024, 9);
  expect(large.equals((await echoOver(socket, large)) as Buffer)).toBe(true);
  socket.close(1000);
  expect((await once(socket, "close"))[0]).toBe(1000);

  const wary = await startGateway([routeEntry(route(endpoint))]);
  const refused = new WebSocket(`ws://127.0.0.1:${wary.wsPort}/echo/1.0.0`);
  const [, response] = await once(refused, "unexpected-response");
  expect(response.statusCode).toBe(502);
});

it.each([
  ["the name of a wss backend", "localhost", "localhost"],
  ["no name where the backend is an address", "127.0.0.1", false],
])("sends %s in the TLS handshake", async (_name, hostname, servername) => {
  const tls = await generateTls("backend.test");
  const server = createTlsServer(tls).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  // Listening on a port, it has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  const gateway = await startGateway([routeEntry(route(`wss://${hostname}:${port}`))], {
    backendCa: tls.cert,
  });
  const secured = once(server, "secureConnection");
  const client = new WebSocket(`ws://127.0.0.1:${gateway.wsPort}/echo/1.0.0`);
  client.on("error", () => {});
  const [socket] = await secured;
  expect(socket.servername).toBe(servername);
  client.terminate();
});
