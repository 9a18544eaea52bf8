// Several backends behind one endpoint: who gets a connection, what a client notices of one that is down, what a backend
// is told and shown.
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import type { TLSSocket } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import {
  generateTls,
  route,
  routeEntry,
  startGateway,
  type TestGateway,
} from "#gateway/data-plane/test-kit/gateway.ts";
import { refusalTo, startRawBackend, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";

type NamedBackend = { readonly url: string; readonly requests: IncomingMessage[]; stop(): Promise<void> };

/** A backend that says its name first; every handshake is kept. */
async function startNamed(name: string, port = 0): Promise<NamedBackend> {
  const server = new WebSocketServer({ host: "127.0.0.1", port });
  const requests: IncomingMessage[] = [];
  server.on("connection", (socket, request) => {
    requests.push(request);
    socket.on("error", () => {});
    socket.send(name);
  });
  await once(server, "listening");
  const stop = async () => {
    for (const client of server.clients) client.terminate();
    server.close();
    await once(server, "close");
  };
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  // Listening on a port, it has an AddressInfo.
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, stop };
}

/** URL of a port where nobody listens. */
async function deadUrl(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // listening on a port
  server.close();
  await once(server, "close");
  return `ws://127.0.0.1:${port}`;
}

type Opened = { readonly socket: WebSocket; readonly name: string };

async function open(gateway: TestGateway, headers: Record<string, string> = {}): Promise<Opened> {
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.wsPort}/echo/1.0.0`, { headers });
  onTestFinished(() => socket.terminate());
  const [data]: unknown[] = await once(socket, "message");
  return { socket, name: String(data) };
}

/** Names of the backends that so many connections in a row get; all stay open. */
async function names(gateway: TestGateway, count: number): Promise<string> {
  let text = "";
  for (let opened = 0; opened < count; opened += 1) text += (await open(gateway)).name;
  return text;
}

async function close({ socket }: Opened): Promise<void> {
  socket.close();
  await once(socket, "close");
}

describe("the choice", () => {
  it("goes round by weight", async () => {
    const [a, b] = [await startNamed("a"), await startNamed("b")];
    const backends = [{ url: a.url, weight: 2 }, { url: b.url }];
    const gateway = await startGateway([routeEntry(route({ backends }))]);
    expect(await names(gateway, 6)).toBe("abaaba");
  });

  it("takes the one with the fewest connections", async () => {
    const [a, b] = [await startNamed("a"), await startNamed("b")];
    const pool = { strategy: "least_connections" as const, backends: [{ url: a.url }, { url: b.url }] };
    const gateway = await startGateway([routeEntry(route(pool))]);
    const first = await open(gateway);
    const second = await open(gateway);
    expect(new Set([first.name, second.name])).toEqual(new Set(["a", "b"]));
    await close(second);
    await expect.poll(() => gateway.plane.stats().openConnections, { interval: 5 }).toBe(1);
    expect(await names(gateway, 1)).toBe(second.name);
  });

  it("goes on where one is full, and refuses where all are", async () => {
    const [a, b] = [await startNamed("a"), await startNamed("b")];
    const backends = [
      { url: a.url, maxConnections: 1 },
      { url: b.url, maxConnections: 1 },
    ];
    const gateway = await startGateway([routeEntry(route({ strategy: "failover", backends }))]);
    expect(await names(gateway, 2)).toBe("ab");
    const refusal = await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
    expect(refusal).toMatchObject({ status: 503, problem: { code: "backends_full" } });
    expect(refusal.headers.get("retry-after")).toBe("5");
  });

  it("keeps live connections, and their count, when the pool changes", async () => {
    const [a, b] = [await startNamed("a"), await startNamed("b")];
    const one = { backends: [{ url: a.url, maxConnections: 1 }] };
    const gateway = await startGateway([routeEntry(route(one))]);
    const { socket } = await open(gateway);
    const two = { strategy: "failover" as const, backends: [...one.backends, { url: b.url }] };
    gateway.apply(routeEntry({ ...route(two), revision: 2 }));
    expect(await names(gateway, 1)).toBe("b");
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe("a backend that is down", () => {
  it("is passed over without the client noticing, and gets the connections again once it is back", async () => {
    const b = await startNamed("b");
    const gone = await startNamed("a");
    await gone.stop();
    const pool = { strategy: "failover" as const, backends: [{ url: gone.url }, { url: b.url }] };
    const gateway = await startGateway([routeEntry(route(pool))]);
    expect(await names(gateway, 3)).toBe("bbb");
    await startNamed("a", Number(new URL(gone.url).port));
    expect(await names(gateway, 1)).toBe("a");
  });

  it("is left out for a while after several failures, and then tried again", async () => {
    const raw = await startRawBackend();
    const b = await startNamed("b");
    const passive = { failures: 2, ejectMs: 60_000 };
    const pool = { strategy: "failover" as const, passive, backends: [{ url: raw.url }, { url: b.url }] };
    const gateway = await startGateway([routeEntry(route(pool))]);
    for (let failure = 0; failure < 2; failure += 1) {
      const opening = open(gateway);
      const upstream = await raw.accept();
      upstream.send("no WebSocket\r\n\r\n");
      expect((await opening).name).toBe("b");
    }
    expect(await names(gateway, 2)).toBe("bb");
    expect(gateway.plane.takeBackendReports().find(({ url }) => url === raw.url)).toMatchObject({
      problem: expect.stringMatching(/./),
      ejectedUntilMs: expect.any(Number),
    });
    gateway.advance(60_001);
    const opening = open(gateway);
    (await raw.accept()).socket.destroy();
    expect((await opening).name).toBe("b");
  });

  it("is given up after the connect timeout", async () => {
    const silent = await startRawBackend();
    const b = await startNamed("b");
    const backends = [{ url: silent.url.replace("ws:", "wss:") }, { url: b.url }];
    const gateway = await startGateway([
      routeEntry(route({ strategy: "failover", connectTimeoutMs: 50, backends })),
    ]);
    expect(await names(gateway, 1)).toBe("b");
  });

  it("is a 502 where there is no other", async () => {
    const backends = [{ url: await deadUrl() }, { url: await deadUrl() }];
    const gateway = await startGateway([routeEntry(route({ backends }))]);
    const refusal = await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
    expect(refusal).toMatchObject({ status: 502, problem: { code: "backend_unreachable" } });
  });

  it("is not left out where it stands alone", async () => {
    const url = await deadUrl();
    const pool = { passive: { failures: 1, ejectMs: 60_000 }, backends: [{ url }] };
    const gateway = await startGateway([routeEntry(route(pool))]);
    await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
    await startNamed("a", Number(new URL(url).port));
    expect(await names(gateway, 1)).toBe("a");
  });

  it("does not count as down when it says no to the client", async () => {
    const raw = await startRawBackend();
    const b = await startNamed("b");
    const pool = { strategy: "failover" as const, backends: [{ url: raw.url }, { url: b.url }] };
    const gateway = await startGateway([routeEntry(route(pool))]);
    const refusal = refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
    (await raw.accept()).send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    expect(await refusal).toMatchObject({ status: 502, problem: { upstreamStatus: 403 } });
    expect(b.requests).toHaveLength(0);
  });
});

describe("active checks", () => {
  it("take a backend out and back in, slowly", async () => {
    const [a, b] = [await startNamed("a"), await startNamed("b")];
    const pool = { slowStartMs: 100_000, backends: [{ url: a.url }, { url: b.url }] };
    const gateway = await startGateway([routeEntry(route(pool))]);
    const name = { apiId: "api-echo", environment: "production", url: a.url } as const;
    gateway.plane.setBackendVerdicts([{ ...name, isHealthy: false }]);
    expect(await names(gateway, 3)).toBe("bbb");
    gateway.plane.setBackendVerdicts([{ ...name, isHealthy: true }]);
    expect((await names(gateway, 11)).match(/a/g)).toHaveLength(1);
    gateway.advance(100_000);
    expect((await names(gateway, 10)).match(/a/g)).toHaveLength(5);
  });

  it("leave all to choose from where they find none healthy", async () => {
    const [a, b] = [await startNamed("a"), await startNamed("b")];
    const gateway = await startGateway([routeEntry(route({ backends: [{ url: a.url }, { url: b.url }] }))]);
    const verdicts = [a, b].map(({ url }) => ({
      apiId: "api-echo",
      environment: "production" as const,
      url,
      isHealthy: false,
    }));
    gateway.plane.setBackendVerdicts(verdicts);
    expect(await names(gateway, 4)).toBe("abab");
  });
});

describe("what a backend is told", () => {
  it("gets the pool's credentials, which a client cannot override", async () => {
    const a = await startNamed("a");
    const headers = [
      { name: "X-Backend-Key", value: "secret" },
      { name: "X-Forwarded-Host", value: "public.test" },
      { name: "Proxy-Authorization", value: "not this hop's" },
      { name: "Host", value: "evil.test" },
      { name: "X-Split", value: "a\r\nInjected: yes" },
      { name: "X-Sluice-Application", value: "forged" },
    ];
    const gateway = await startGateway([routeEntry(route({ headers, backends: [{ url: a.url }] }))]);
    await open(gateway, { "x-backend-key": "from the client" });
    const seen = a.requests[0]?.headers;
    expect(seen?.["x-backend-key"]).toBe("secret");
    expect(seen?.["x-forwarded-host"]).toBe("public.test");
    expect(seen?.["proxy-authorization"]).toBeUndefined();
    expect(seen?.host).toBe(new URL(a.url).host);
    expect(Object.keys(seen ?? {})).not.toEqual(expect.arrayContaining(["injected"]));
    expect(seen?.["x-split"]).toBeUndefined();
    expect(seen?.["x-sluice-application"]).toBeUndefined();
  });

  it("sees the client certificate and server name of the pool, and is checked against its CA", async () => {
    const tls = await generateTls("backend.test");
    const client = await generateTls("sluice-client.test");
    const server = createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: true, ca: client.cert });
    const sockets = new WebSocketServer({ server });
    const seen: { subject: unknown; name: unknown }[] = [];
    sockets.on("connection", (socket, request) => {
      // An https server's sockets are TLS sockets.
      const tlsSocket = request.socket as TLSSocket;
      seen.push({
        subject: tlsSocket.getPeerCertificate().subject.CN,
        name: (tlsSocket as TLSSocket & { servername?: unknown }).servername,
      });
      socket.send("trusted");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
    });
    const backends = [{ url: `wss://127.0.0.1:${(server.address() as AddressInfo).port}` }]; // listening on a port
    const withoutCa = await startGateway([routeEntry(route({ backends }))]);
    expect(await refusalTo(withoutCa.wsPort, upgradeRequest("/echo/1.0.0"))).toMatchObject({ status: 502 });
    const trust = { ca: tls.cert, serverName: "localhost" };
    const withoutCertificate = await startGateway([routeEntry(route({ backends, tls: trust }))]);
    expect(await refusalTo(withoutCertificate.wsPort, upgradeRequest("/echo/1.0.0"))).toMatchObject({
      status: 502,
    });
    const wrongName = { ...trust, cert: client.cert, key: client.key, serverName: "other.test" };
    const misnamed = await startGateway([routeEntry(route({ backends, tls: wrongName }))]);
    expect(await refusalTo(misnamed.wsPort, upgradeRequest("/echo/1.0.0"))).toMatchObject({ status: 502 });
    const pool = {
      backends,
      tls: { ca: tls.cert, cert: client.cert, key: client.key, serverName: "localhost" },
    };
    const gateway = await startGateway([routeEntry(route(pool))]);
    expect(await names(gateway, 1)).toBe("trusted");
    expect(seen).toEqual([{ subject: "sluice-client.test", name: "localhost" }]);
  });
});
