// Active checks against real backends that are up, go down and come back.
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import { createEgressPolicy, type JudgeEgress } from "#lib/egress/egress-policy.ts";
import { endpointPoolSchema } from "#lib/routes/endpoint-pool.ts";
import { type RouteRecord, sealedRouteSchema } from "#lib/routes/route-record.ts";
import type { BackendVerdict } from "../contract.ts";
import { HealthChecks } from "./health-checks.ts";

async function startBackend(port = 0) {
  const paths: (string | undefined)[] = [];
  const server = new WebSocketServer({ host: "127.0.0.1", port });
  server.on("connection", (_socket, request) => paths.push(request.url));
  await once(server, "listening");
  const stop = () => server.close();
  onTestFinished(stop);
  // Listening on a port, it has an AddressInfo.
  const bound = (server.address() as AddressInfo).port;
  return { paths, stop, port: bound, url: `ws://127.0.0.1:${bound}` };
}

/** One backend, checked at a pace that no stored record can ask for. */
function route(url: string, overrides: object = {}, apiId = "api"): RouteRecord {
  const record = stored([url], { checksAlone: true, ...overrides }, apiId);
  const health = { ...record.endpoints.production.health, intervalMs: 20, ...overrides };
  return {
    ...record,
    endpoints: { ...record.endpoints, production: { ...record.endpoints.production, health } },
  };
}

/** As the gateway reads it. */
function stored(urls: readonly string[], overrides: object = {}, apiId = "api"): RouteRecord {
  const health = { timeoutMs: 1_000, healthyAfter: 2, unhealthyAfter: 2, ...overrides };
  const production = endpointPoolSchema.parse({ backends: urls.map((url) => ({ url })), health });
  const sealed = sealedRouteSchema.parse({
    apiId,
    name: "Checked",
    version: "1",
    revision: 1,
    state: "published",
    basePaths: [`/${apiId}`],
    topics: [],
    endpoints: { production: { backends: [{ url: "ws://unused.example" }] }, sandbox: null },
    security: { apiKey: false, oauth2: false },
    limits: { backendTimeoutMs: 1_000, idleTimeoutMs: 0, maxConnectionAgeMs: 0, maxMessageBytes: 0 },
  });
  return { ...sealed, endpoints: { production, sandbox: null } };
}

function start(judgeEgress: JudgeEgress = () => null) {
  const heard: BackendVerdict[] = [];
  let wake = Promise.withResolvers<void>();
  const checks = new HealthChecks({
    now: Date.now,
    random: () => 0,
    judgeEgress,
    onVerdicts: (verdicts) => {
      heard.push(...verdicts);
      wake.resolve();
      wake = Promise.withResolvers<void>();
    },
  });
  onTestFinished(() => checks.stop());
  return {
    checks,
    heard,
    until: async (isMet: () => boolean) => {
      while (!isMet()) await wake.promise;
    },
  };
}

it("says when a backend goes down and when it is back", async () => {
  const backend = await startBackend();
  const { checks, heard, until } = start();
  checks.follow([route(backend.url)]);
  await until(() => heard.length === 1);
  expect(heard[0]).toEqual({ apiId: "api", environment: "production", url: backend.url, isHealthy: true });
  backend.stop();
  await until(() => heard.length === 2);
  expect(heard[1]?.isHealthy).toBe(false);
  expect(checks.reports()).toMatchObject([{ isHealthy: false, problem: "ECONNREFUSED" }]);
  expect(checks.verdicts()).toHaveLength(1);
  await startBackend(backend.port);
  await until(() => heard.length === 3);
  expect(heard[2]?.isHealthy).toBe(true);
  expect(checks.reports()).toMatchObject([{ isHealthy: true, problem: "", dialMs: expect.any(Number) }]);
});

it("asks for the path of the check, once for all APIs that use the backend alike", async () => {
  const backend = await startBackend();
  const { checks, heard, until } = start();
  const health = { path: "/health?deep=1", intervalMs: 3_600_000 };
  checks.follow([route(`${backend.url}/base`, health, "one"), route(`${backend.url}/base`, health, "two")]);
  await until(() => heard.length === 2);
  expect(backend.paths).toEqual(["/base/health?deep=1"]);
  expect(heard.map(({ apiId }) => apiId)).toEqual(["one", "two"]);
});

it("keeps what it knows when routes change, and forgets what is gone", async () => {
  const backend = await startBackend();
  const { checks, heard, until } = start();
  checks.follow([route(backend.url)]);
  await until(() => heard.length === 1);
  checks.follow([route(backend.url), route(backend.url, {}, "two")]);
  expect(checks.reports()).toMatchObject([
    { apiId: "api", isHealthy: true },
    { apiId: "two", isHealthy: true },
  ]);
  checks.follow([]);
  expect(checks.reports()).toEqual([]);
});

it("checks nothing where the interval is 0", () => {
  const { checks } = start();
  checks.follow([route("ws://127.0.0.1:1", { intervalMs: 0 })]);
  expect(checks.reports()).toEqual([]);
});

/** A backend that answers every upgrade request in this way, and nothing else. */
async function startAnswering(answer: (socket: Socket, headers: string[]) => void): Promise<string> {
  const server = createServer().on("upgrade", (request, socket) => {
    socket.on("error", () => {});
    // An http server's connections are sockets.
    answer(socket as Socket, request.rawHeaders);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on a port
}

it.each([
  ["an answer that is not for clients' credentials to change", 503, {}, false],
  ["a client's credential that is missing", 401, {}, true],
  ["a path that only clients know", 404, {}, true],
  ["the same where the check has a path of its own", 404, { path: "/health" }, false],
])("judges %s", async (_name, status, overrides, isHealthy) => {
  const url = await startAnswering((socket) =>
    socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`),
  );
  const { checks, heard, until } = start();
  checks.follow([route(url, overrides)]);
  await until(() => heard.length === 1);
  expect(heard[0]?.isHealthy).toBe(isHealthy);
  expect(checks.reports()[0]?.problem).toBe(isHealthy ? "" : `answered with status ${status}`);
});

it("gives up a backend whose answer drips in", async () => {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket.on("error", () => {}));
    const drip = setInterval(() => socket.write("a"), 10);
    socket.on("close", () => clearInterval(drip)).write("HTTP/1.1 101 X\r\nX-Drip: ");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { checks, heard, until } = start();
  const { port } = server.address() as AddressInfo; // listening on a port
  checks.follow([route(`ws://127.0.0.1:${port}`, { timeoutMs: 100 })]);
  await until(() => heard.length === 1);
  expect(checks.reports()).toMatchObject([{ isHealthy: false, problem: "no answer in time" }]);
});

it("takes a verdict back when the checks are switched off, and tells it to those who join", async () => {
  const url = await startAnswering((socket) => socket.end("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"));
  const { checks, heard, until } = start();
  const one = route(url);
  checks.follow([one]);
  await until(() => heard.length === 1);
  // Redeployed as it was: nobody hears of it.
  checks.follow([route(url), route(url, {}, "two")]);
  checks.follow([route(url, { intervalMs: 0 }), route(url, {}, "two")]);
  expect(heard.map(({ apiId, isHealthy }) => `${apiId} ${isHealthy}`)).toEqual([
    "api false",
    "two false",
    "api true",
  ]);
  expect(checks.verdicts().map(({ apiId }) => apiId)).toEqual(["two"]);
});

it("sends the pool's headers, less those that are the gateway's own, and never tells their values", async () => {
  const seen: string[][] = [];
  const url = await startAnswering((socket, headers) => {
    seen.push(headers);
    socket.end("HTTP/1.1 500 secret-value\r\nContent-Length: 0\r\n\r\n");
  });
  const { checks, heard, until } = start();
  const record = route(url);
  const headers = [
    { name: "X-Backend-Key", value: "secret-value" },
    { name: "Host", value: "evil.test" },
    { name: "X-Split", value: "secret-value\r\nInjected: yes" },
  ];
  checks.follow([
    {
      ...record,
      endpoints: { ...record.endpoints, production: { ...record.endpoints.production, headers } },
    },
  ]);
  await until(() => heard.length === 1);
  expect(seen[0]?.join("\n")).toContain("X-Backend-Key\nsecret-value");
  expect(seen[0]?.join("\n")).not.toMatch(/evil\.test|X-Split|Injected/);
  expect(JSON.stringify([heard, checks.reports()])).not.toContain("secret-value");
});

it("reaches every backend where many do not answer", async () => {
  const silent = createTcpServer((socket) => void socket.on("error", () => {}));
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => void silent.close());
  const backend = await startBackend();
  const { checks, heard, until } = start();
  const { port } = silent.address() as AddressInfo; // listening on a port
  const stuck = Array.from({ length: 60 }, (_, index) =>
    route(`ws://127.0.0.1:${port}/${index}`, { timeoutMs: 100, intervalMs: 1 }, `stuck${index}`),
  );
  checks.follow([...stuck, route(backend.url)]);
  await until(() => heard.some(({ apiId, isHealthy }) => apiId === "api" && isHealthy));
});

it("reads a stored interval of a millisecond as a second", () => {
  const { health } = stored(["ws://one.test"], { intervalMs: 1 }).endpoints.production;
  expect(health.intervalMs).toBe(1_000);
  expect(stored(["ws://one.test"], { intervalMs: 0 }).endpoints.production.health.intervalMs).toBe(0);
});

it("begins at most a hundred checks a second, one by one, whatever the intervals", async () => {
  const atMs: number[] = [];
  const { promise: enough, resolve } = Promise.withResolvers<void>();
  const url = await startAnswering((socket) => {
    atMs.push(performance.now());
    if (atMs.length === 150) resolve();
    socket.end("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
  });
  const { checks } = start();
  checks.follow(
    Array.from({ length: 40 }, (_, index) => route(`${url}/${index}`, { intervalMs: 1 }, `api${index}`)),
  );
  await enough;
  // 149 pauses of 10 ms; a timer may be early by a fraction of a millisecond.
  expect((atMs[149] ?? 0) - (atMs[0] ?? 0)).toBeGreaterThan(1_400);
});

it("checks another API's backend while one whose backends hang has all the checks it may have", async () => {
  const silent: Socket[] = [];
  const server = createTcpServer((socket) => void silent.push(socket.on("error", () => {})));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of silent) socket.destroy();
  });
  const { port } = server.address() as AddressInfo; // listening on a port
  const backend = await startBackend();
  const { checks, heard, until } = start();
  const urls = (path: string) =>
    Array.from({ length: 20 }, (_, index) => `ws://127.0.0.1:${port}/${path}${index}`);
  const hanging = stored(urls("p"), { timeoutMs: 60_000 }, "hanging");
  const sandbox = stored(urls("s"), { timeoutMs: 60_000 }).endpoints.production;
  const others = ["b", "c"].map((name) => stored(urls(name), { timeoutMs: 60_000 }, name));
  checks.follow([
    { ...hanging, endpoints: { ...hanging.endpoints, sandbox } },
    ...others,
    route(backend.url),
  ]);
  await until(() => heard.some(({ apiId, isHealthy }) => apiId === "api" && isHealthy));
  expect(silent.length).toBeLessThan(50);
});

it("leaves a backend that stands alone in peace, unless its checks are asked for", async () => {
  const [alone, asked] = [await startBackend(), await startBackend()];
  const { checks, heard, until } = start();
  checks.follow([stored([alone.url]), route(asked.url, {}, "asked")]);
  await until(() => heard.length === 1);
  expect(checks.reports()).toMatchObject([{ apiId: "asked" }]);
  expect(alone.paths).toEqual([]);
});

it.each(["127.0.0.1", "localhost"])("does not connect to %s where it may not be dialled", async (host) => {
  const backend = await startBackend();
  const settings = { allow: "", purpose: "backends", isProduction: true } as const;
  const { checks, heard, until } = start(createEgressPolicy({ ...settings, deny: "127.0.0.0/8, ::1" }));
  checks.follow([route(`ws://${host}:${backend.port}`)]);
  await until(() => heard.length === 1);
  expect(checks.reports()[0]?.problem).toMatch(/ is on EGRESS_DENY/);
  expect(backend.paths).toEqual([]);
});
