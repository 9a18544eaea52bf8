// Requests pipelined behind one that has got its final answer: nothing of that socket is handled any more.
import { once } from "node:events";
import { connect as connectTls } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { route, routeEntry, startGateway, type TestGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import { dialWire, startRawBackend, upgradeRequest, Wire } from "#gateway/data-plane/test-kit/wire.ts";

const PLAIN = "GET /echo/1.0.0 HTTP/1.1\r\nHost: a.test\r\n\r\n";
const UPGRADE = upgradeRequest("/echo/1.0.0");

async function dialTls(gateway: TestGateway): Promise<Wire> {
  const socket = connectTls({
    host: "127.0.0.1",
    port: gateway.wssPort,
    ca: gateway.tls.cert,
    servername: "localhost",
  });
  onTestFinished(() => void socket.destroy());
  const wire = new Wire(socket);
  await once(socket, "secureConnect");
  return wire;
}

describe.each(["ws", "wss"] as const)("over %s", (scheme) => {
  it.each([
    ["an upgrade behind a plain request", PLAIN, UPGRADE, 426],
    [
      "an upgrade behind a POST with a body",
      PLAIN.replace("GET", "POST").replace("\r\n\r\n", "\r\nContent-Length: 3\r\n\r\nabc"),
      UPGRADE,
      426,
    ],
    ["a CONNECT behind a plain request", PLAIN, "CONNECT a.test:80 HTTP/1.1\r\nHost: a.test\r\n\r\n", 426],
    ["a plain request behind a plain one", PLAIN, PLAIN, 426],
    ["no request at all behind a plain one", PLAIN, "\u0001\u0002 nonsense\r\n\r\n", 426],
    ["an upgrade behind a refused one", upgradeRequest("/nothing"), UPGRADE, 404],
    [
      "an upgrade behind one of another protocol",
      upgradeRequest("/echo/1.0.0", { Upgrade: "h2c" }),
      UPGRADE,
      426,
    ],
  ])("gets no answer and no backend: %s", async (_name, first, second, status) => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const client = scheme === "ws" ? await dialWire(gateway.wsPort) : await dialTls(gateway);
    client.send(first + second);
    const seen = (await client.readAll()).toString("latin1");
    expect(seen.match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`]);
    expect(gateway.plane.stats().refusedHandshakes).toBe(1);
    // The first that the backend sees is a handshake of somebody else.
    const other = await dialWire(gateway.wsPort);
    other.send(upgradeRequest("/echo/1.0.0/other"));
    expect(await (await backend.accept()).readHead()).toContain("GET /other ");
  });

  it("gets neither where it comes a moment later", async () => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const client = scheme === "ws" ? await dialWire(gateway.wsPort) : await dialTls(gateway);
    client.send(PLAIN);
    await client.readHead();
    client.send(UPGRADE);
    await client.ended();
    expect(gateway.plane.stats()).toMatchObject({ refusedHandshakes: 1, acceptedConnections: 0 });
  });
});
