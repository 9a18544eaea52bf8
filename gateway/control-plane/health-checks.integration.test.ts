// Active checks against real backends that are up, go down and come back.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import { endpointPoolSchema } from "#lib/routing/endpoint-pool.ts";
import { type RouteRecord, routeRecordSchema } from "#lib/routing/route-record.ts";
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

function route(url: string, overrides: object = {}, apiId = "api"): RouteRecord {
  const health = { intervalMs: 20, timeoutMs: 1_000, healthyAfter: 2, unhealthyAfter: 2, ...overrides };
  return routeRecordSchema.parse({
    apiId,
    name: "Checked",
    version: "1",
    revision: 1,
    state: "published",
    basePaths: [`/${apiId}`],
    topics: [],
    endpoints: { production: endpointPoolSchema.parse({ backends: [{ url }], health }), sandbox: null },
    security: { apiKey: false, oauth2: false },
    limits: { backendTimeoutMs: 1_000, idleTimeoutMs: 0, maxConnectionAgeMs: 0, maxMessageBytes: 0 },
  });
}

function start() {
  const heard: BackendVerdict[] = [];
  let wake = Promise.withResolvers<void>();
  const checks = new HealthChecks({
    now: Date.now,
    random: () => 0,
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
