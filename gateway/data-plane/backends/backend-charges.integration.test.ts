// What counts against a backend: what a client brings about counts against nobody, and one client never takes a pool out.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import { BackendPools } from "#gateway/data-plane/backends/backend-pools.ts";
import { PoolRoute } from "#gateway/data-plane/routing/pool-route.ts";
import { route, routeEntry, startGateway, type TestGateway } from "#gateway/data-plane/test-kit/gateway.ts";
import { dialWire, refusalTo, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";

const passive = { failures: 5, ejectMs: 60_000 };

/** A backend that opens every path but `/poison`, at which it does as `poison` says. */
async function startBackend(
  poison: string | null,
): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => {});
    if (!request.url?.startsWith("/poison")) {
      sockets.handleUpgrade(request, socket, head, (opened) => opened.on("error", () => {}));
    } else if (poison !== null) {
      socket.end(poison);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
    server.close();
  });
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, server }; // listening on a port
}

async function startPool(poison: string | null, backendTimeoutMs = 5_000) {
  const backends = [await startBackend(poison), await startBackend(poison), await startBackend(poison)];
  const pool = { passive, connectTimeoutMs: 5_000, backends: backends.map(({ url }) => ({ url })) };
  const gateway = await startGateway([routeEntry(route(pool, { limits: { backendTimeoutMs } }))]);
  return { gateway, backends };
}

const poisonFrom = (gateway: TestGateway) => refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0/poison"));

const ejected = (gateway: TestGateway): number =>
  gateway.plane.takeBackendReports().filter(({ ejectedUntilMs }) => ejectedUntilMs > 0).length;

async function answerTo(gateway: TestGateway, path: string): Promise<string> {
  const client = await dialWire(gateway.wsPort);
  client.send(upgradeRequest(path));
  return client.readHead();
}

describe("a path that a client chose", () => {
  it.each(["500 Oops", "502 Bad", "503 Busy", "504 Late", "404 No"])(
    "answered with %s counts against no backend",
    async (status) => {
      const { gateway } = await startPool(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
      for (let attempt = 0; attempt < 20; attempt += 1) {
        expect(await poisonFrom(gateway)).toMatchObject({
          status: 502,
          problem: { code: "backend_refused" },
        });
      }
      expect(ejected(gateway)).toBe(0);
      expect(await answerTo(gateway, "/echo/1.0.0/well")).toMatch(/^HTTP\/1.1 101 /);
    },
  );

  it("counts, where it breaks the handshakes of all, against one backend a handshake", async () => {
    const { gateway } = await startPool("nonsense\r\n\r\n");
    for (let attempt = 0; attempt < 5; attempt += 1) await poisonFrom(gateway);
    expect(ejected(gateway)).toBe(0);
  });

  it("keeps nobody else out, however often it is asked for", async () => {
    const { gateway } = await startPool("nonsense\r\n\r\n");
    for (let attempt = 0; attempt < 40; attempt += 1) {
      expect((await poisonFrom(gateway)).problem.code).toBe("backend_bad_handshake");
    }
    expect(ejected(gateway)).toBe(3);
    expect(await answerTo(gateway, "/echo/1.0.0/well")).toMatch(/^HTTP\/1.1 101 /);
  });

  it("keeps nobody else out where it is never answered", async () => {
    const { gateway, backends } = await startPool(null, 30);
    for (let attempt = 0; attempt < 16; attempt += 1) {
      expect((await poisonFrom(gateway)).problem.code).toBe("backend_timeout");
    }
    expect(ejected(gateway)).toBe(3);
    const pool = { passive, backends: backends.map(({ url }) => ({ url })) };
    gateway.apply(routeEntry({ ...route(pool), revision: 2 }));
    expect(await answerTo(gateway, "/echo/1.0.0/well")).toMatch(/^HTTP\/1.1 101 /);
  });
});

it("leaves each backend that cannot be connected to out, and tries all again where none is left", async () => {
  const { gateway, backends } = await startPool(null);
  for (const { server } of backends) server.close();
  await Promise.all(backends.map(({ server }) => once(server, "close")));
  for (let attempt = 0; attempt < 5; attempt += 1) {
    expect((await poisonFrom(gateway)).problem.code).toBe("backend_unreachable");
  }
  expect(ejected(gateway)).toBe(3);
  const [back] = backends;
  back?.server.listen(Number(new URL(back.url).port), "127.0.0.1");
  if (back) await once(back.server, "listening");
  expect(await answerTo(gateway, "/echo/1.0.0/well")).toMatch(/^HTTP\/1.1 101 /);
});

it("leaves a backend out by a clock that does not jump, and reports until when by the one on the wall", () => {
  let monotonicMs = 1_000;
  let unixMs = 1_800_000_000_000;
  const pools = new BackendPools(
    () => monotonicMs,
    () => unixMs,
    () => true,
  );
  const record = route({
    strategy: "failover",
    passive: { failures: 1, ejectMs: 10_000 },
    backends: [{ url: "ws://a" }, { url: "ws://b" }],
  });
  const pool = new PoolRoute("api-echo", "production", record.endpoints.production ?? expect.fail("a pool"));
  const next = (): string => {
    const chosen = pools.choose(pool, new Set());
    if (typeof chosen === "string") return chosen;
    chosen.state.leave();
    return chosen.backend.url;
  };
  const first = pools.choose(pool, new Set());
  if (typeof first === "string") throw new Error(first);
  pools.failed(pool, first.state, "gone");
  expect(pools.takeReports().find(({ url }) => url === "ws://a")?.ejectedUntilMs).toBe(unixMs + 10_000);
  unixMs += 86_400_000;
  expect(next()).toBe("ws://b");
  unixMs -= 2 * 86_400_000;
  monotonicMs += 10_000;
  expect(next()).toBe("ws://a");
});
