// Backends that are down, refuse, keep silent or break the handshake: what the client is told.
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { subscribe } from "#gateway/data-plane/connections/channels.ts";
import { clientFrame } from "#gateway/data-plane/test-kit/frames.ts";
import {
  credential,
  credentialEntry,
  type RouteOverrides,
  route,
  routeEntry,
  startGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  refusalTo,
  startRawBackend,
  upgradeRequest,
  upgradeResponse,
} from "#gateway/data-plane/test-kit/wire.ts";
import type { RouteRecord } from "#lib/routes/route-record.ts";

describe("a backend that cannot be used", () => {
  async function answerOf(respond: (requestHead: string) => string, timeoutMs = 5_000) {
    const backend = await startRawBackend();
    const limits = { backendTimeoutMs: timeoutMs };
    const gateway = await startGateway([routeEntry(route(backend.url, { limits }))]);
    const refusal = refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
    const upstream = await backend.accept();
    upstream.send(respond(await upstream.readHead()));
    return refusal;
  }

  it("answers 502 where the backend is down, and tells the log why", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    server.close();
    await once(server, "close");
    const gateway = await startGateway([routeEntry(route(`ws://127.0.0.1:${port}`, { apiId: "api-down" }))]);
    const causes: (string | null)[] = [];
    onTestFinished(subscribe("sluice:handshake.refused", (event) => causes.push(event.cause)));
    const refusal = await refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
    expect([refusal.status, refusal.problem.code]).toEqual([502, "backend_unreachable"]);
    expect(refusal.text).not.toContain(String(port));
    expect(causes).toEqual(["ECONNREFUSED"]);
  });

  it("answers 502 with the status of a backend that refuses", async () => {
    const { status, problem } = await answerOf(
      () => "HTTP/1.1 403 Forbidden\r\nLocation: http://internal/\r\nContent-Length: 0\r\n\r\n",
    );
    expect([status, problem.code, problem.upstreamStatus]).toEqual([502, "backend_refused", 403]);
    expect(JSON.stringify(problem)).not.toContain("internal");
  });

  it("answers 504 where the backend is silent", async () => {
    const { status, problem } = await answerOf(() => "HTTP/1.1 101 Sw", 100);
    expect([status, problem.code]).toEqual([504, "backend_timeout"]);
  });

  it.each<[string, (requestHead: string) => string]>([
    ["a wrong accept", (head) => upgradeResponse(head, { "Sec-WebSocket-Accept": "bm90IHRoaXMgb25lIQ==" })],
    ["two accepts", (head) => upgradeResponse(head).replace(/(Sec-WebSocket-Accept.*\r\n)/, "$1$1")],
    ["no Upgrade", (head) => upgradeResponse(head).replace(/Upgrade: .*\r\n/, "")],
    ["no Connection", (head) => upgradeResponse(head, { Connection: "keep-alive" })],
    ["a subprotocol nobody offered", (head) => upgradeResponse(head, { "Sec-WebSocket-Protocol": "chat" })],
    ["HTTP/1.0", (head) => upgradeResponse(head).replace("HTTP/1.1", "HTTP/1.0")],
    ["a folded header", (head) => upgradeResponse(head, { "X-Folded": "a\r\n b" })],
    ["a bare line feed", (head) => upgradeResponse(head, { "X-Bare": "a\nb: c" })],
    ["no HTTP", () => "hello\r\n\r\n"],
    ["an endless head", () => `HTTP/1.1 101 X\r\nX: ${"a".repeat(20_000)}`],
  ])("answers 502 to %s", async (_name, respond) => {
    const { status, problem } = await answerOf(respond);
    expect([status, problem.code]).toEqual([502, "backend_bad_handshake"]);
  });

  it("answers 502 where the backend hangs up", async () => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const refusal = refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
    (await backend.accept()).socket.end();
    expect((await refusal).problem.code).toBe("backend_bad_handshake");
  });

  it("stops dialling when the client leaves", async () => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    for (const leave of ["end", "destroy", "resetAndDestroy"] as const) {
      const client = await dialWire(gateway.wsPort);
      client.send(upgradeRequest("/echo/1.0.0"));
      const upstream = await backend.accept();
      await upstream.readHead();
      client.socket[leave]();
      await upstream.ended();
    }
    expect(gateway.plane.stats().acceptedConnections).toBe(0);
  });

  it("refuses a client whose API went away while the backend was dialled", async () => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const refusal = refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
    const upstream = await backend.accept();
    const head = await upstream.readHead();
    gateway.apply({ kind: "route", id: "api-echo", record: null });
    upstream.send(upgradeResponse(head));
    expect((await refusal).problem.code).toBe("api_not_found");
  });

  it("records such a refusal with its API and topic, and the handshake as refused", async () => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(backend.url))]);
    const heard: unknown[] = [];
    onTestFinished(subscribe("sluice:handshake.done", ({ status, code }) => void heard.push([status, code])));
    onTestFinished(
      subscribe("sluice:handshake.refused", ({ apiId, topic }) => void heard.push([apiId, topic])),
    );
    const refusal = refusalTo(gateway.wsPort, upgradeRequest("/echo/1.0.0"));
    const upstream = await backend.accept();
    const head = await upstream.readHead();
    gateway.apply({ kind: "route", id: "api-echo", record: null });
    upstream.send(upgradeResponse(head));
    await refusal;
    expect(heard).toEqual([
      [404, "api_not_found"],
      ["api-echo", "/*"],
    ]);
  });
});

describe("a change of routing while the backend is dialled", () => {
  const secured: RouteOverrides = { security: { apiKey: true } };
  const key = { Authorization: "Bearer key" };

  /** A client whose backend has the request and has not answered yet. */
  async function startDial(path = "/echo/1.0.0", overrides: RouteOverrides = {}) {
    const backend = await startRawBackend();
    const record = route(backend.url, overrides);
    const gateway = await startGateway([routeEntry(record), credentialEntry(credential("key"))]);
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest(path, key));
    const upstream = await backend.accept();
    const answer = upgradeResponse(await upstream.readHead());
    return { record, gateway, client, upstream, answer };
  }

  it("opens the connection as it is routed now where it leads to the same place", async () => {
    const { record, gateway, client, upstream, answer } = await startDial();
    gateway.apply(routeEntry({ ...record, revision: 2, limits: { ...record.limits, maxMessageBytes: 4 } }));
    upstream.send(answer);
    expect(await client.readHead()).toMatch(/^HTTP\/1.1 101 /);
    client.send(clientFrame("longer"));
    expect((await client.readAll()).readUInt16BE(2)).toBe(1009);
  });

  it.each<[string, Partial<RouteRecord>]>([
    ["the endpoint moved", { endpoints: route("ws://127.0.0.1:1").endpoints }],
    ["the path belongs to another topic", { topics: [topic("/*"), topic("/rooms")] }],
    ["the topic maps to another path", { topics: [topic("/*", { uriMapping: "/elsewhere" })] }],
  ])("answers 503 where %s", async (_name, changes) => {
    const { record, gateway, client, upstream, answer } = await startDial("/echo/1.0.0/rooms");
    gateway.apply(routeEntry({ ...record, ...changes }));
    upstream.send(answer);
    const text = (await client.readAll()).toString();
    expect(text).toMatch(/^HTTP\/1.1 503 .*\r\n(.*\r\n)*Retry-After: 1\r\n/);
    expect(text).toContain('"code":"routing_changed"');
    await upstream.ended();
  });

  it("counts such a refusal for the topic that was asked for, and no handshake as done with 101", async () => {
    const { record, gateway, client, upstream, answer } = await startDial();
    const done: unknown[] = [];
    onTestFinished(subscribe("sluice:handshake.done", ({ status, code }) => void done.push([status, code])));
    gateway.apply(routeEntry({ ...record, endpoints: route("ws://127.0.0.1:1").endpoints }));
    upstream.send(answer);
    await client.readAll();
    expect(done).toEqual([[503, "routing_changed"]]);
    expect(gateway.plane.takeUsage()).toMatchObject([
      { apiId: "api-echo", topic: "/*", details: { refusals: { routing_changed: 1 } } },
    ]);
  });

  it("answers 503 where the path went to another API", async () => {
    const { record, gateway, client, upstream, answer } = await startDial();
    gateway.apply(
      routeEntry({ ...record, basePaths: ["/moved"] }),
      routeEntry({ ...record, apiId: "api-successor" }),
    );
    upstream.send(answer);
    expect((await client.readAll()).toString()).toContain('"code":"routing_changed"');
  });

  it("answers 503 where the client would now be anonymous and the backend was told a name", async () => {
    const { gateway, client, upstream, answer } = await startDial();
    gateway.apply({ kind: "credential", id: "credential-key", record: null });
    upstream.send(answer);
    expect((await client.readAll()).toString()).toContain('"code":"routing_changed"');
  });

  it("answers 401 where the credential was revoked and is needed", async () => {
    const { gateway, client, upstream, answer } = await startDial("/echo/1.0.0", secured);
    gateway.apply({ kind: "credential", id: "credential-key", record: null });
    upstream.send(answer);
    expect((await client.readAll()).toString()).toContain('"code":"credential_invalid"');
  });
});
