// What a running gateway still tells of backends and topics that a deployment removed: rows in the database, gauges and
// counters in /metrics. Real processes and a real database.
import { expect, it } from "vitest";
import { undeploy } from "#lib/deployments/commands.ts";
import { change } from "#lib/feed/change.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import { type SealedRoute, sealedRouteSchema } from "#lib/routes/route-record.ts";
import { GatewayFixture, value } from "./test-kit/gateway-fixture.ts";
import type { GatewayProcess } from "./test-kit/gateway-process.ts";
import { connectWhenReady, type TestClient } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();
/** For what travels at a pace of a second. */
const soon = { timeout: 15_000, interval: 50 };

async function metricsOf(gateway: GatewayProcess): Promise<string> {
  return (await fetch(`${gateway.opsUrl}/metrics`)).text();
}

async function close(client: TestClient): Promise<void> {
  client.socket.close(1000);
  await client.closed();
}

/** The URL's last part and the number of connections of each row. */
async function rows(): Promise<string[]> {
  const found = await fixture.db.backendHealth.findMany();
  return found.map(({ url, connections }) => `${url.slice(url.lastIndexOf("/"))} ${connections}`).sort();
}

/** Puts an altered route on the feed, as a deployment does. */
async function redeploy(apiId: string, alter: (route: SealedRoute) => SealedRoute): Promise<void> {
  const { environmentId, body } = await fixture.db.routingEntry.findFirstOrThrow({
    where: { kind: "route", id: { endsWith: apiId }, body: { not: null } },
  });
  const route = sealedRouteSchema.parse(JSON.parse(body ?? "null"));
  const record = alter({ ...route, revision: route.revision + 1 });
  const where = environmentId === null ? {} : { environmentId };
  await change(fixture.db, ({ publish }) => publish({ kind: "route", id: apiId, record }, where));
}

function withBackend(route: SealedRoute, path: string): SealedRoute {
  const { production } = route.endpoints;
  const url = `ws://127.0.0.1:${fixture.sample.port}${path}`;
  return {
    ...route,
    endpoints: {
      ...route.endpoints,
      production: {
        ...production,
        backends: [{ ...production.backends[0], url, weight: 1, maxConnections: 0 }],
      },
    },
  };
}

/** Waits until a gateway serves what is on the feed now. */
async function served(gateway: GatewayProcess): Promise<void> {
  const due = await getRoutingRevision(fixture.db);
  await gateway.line(({ msg, revision }) => msg === "routing changed" && Number(revision) >= due);
}

it("an API that was undeployed leaves no row of its backend, no gauge and no counter, and no sum goes back", async () => {
  const gateway = await fixture.start();
  const echo = await fixture.publishedEcho();
  const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  await client.echo("hello");
  await expect.poll(rows, soon).toEqual(["/echo 1"]);
  const counter = `sluice_topic_messages_total{api="${echo.apiId}",topic="/*",direction="in"} 1`;
  await expect.poll(() => metricsOf(gateway), soon).toContain(counter);
  const { environmentId } = await fixture.db.deployment.findFirstOrThrow();
  value(await undeploy(fixture.context, { apiId: echo.apiId, environmentId }));
  expect(await client.closed()).toMatchObject({ code: 4404 });
  await expect.poll(() => metricsOf(gateway), soon).not.toContain(echo.apiId);
  await expect.poll(() => metricsOf(gateway), soon).toContain('sluice_closes_total{code="4404"} 1');
  expect(await metricsOf(gateway)).toContain('sluice_topic_messages_total{api="",topic="",direction="in"} 1');
  await expect.poll(rows, soon).toEqual([]);
});

it("a backend that was replaced is told of until the last connection to it has ended, and no longer", async () => {
  const gateway = await fixture.start();
  const echo = await fixture.publishedEcho();
  const old = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  await expect.poll(rows, soon).toEqual(["/echo 1"]);
  await redeploy(echo.apiId, (route) => withBackend(route, "/echo/new"));
  await served(gateway);
  const fresh = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  await expect.poll(rows, soon).toContain("/new 1");
  expect(await rows()).toContain("/echo 1");
  await close(old);
  await expect.poll(rows, soon).toEqual(["/new 1"]);
  await close(fresh);
  await expect.poll(rows, soon).toEqual(["/new 0"]);
});

it("a topic that was removed is no longer told of, the rest of its API is", async () => {
  const gateway = await fixture.start();
  const echo = await fixture.publishedEcho();
  const addTopic = (route: SealedRoute): SealedRoute => {
    const [topic] = route.topics;
    if (topic === undefined) throw new Error("a published API has a topic");
    return { ...route, topics: [topic, { ...topic, address: "/rooms" }] };
  };
  await redeploy(echo.apiId, addTopic);
  await served(gateway);
  for (const path of ["/rooms", "/other"]) {
    await close(await connectWhenReady(`${gateway.wsUrl}${echo.path}${path}`, echo.key));
  }
  const gauge = (topic: string) => `sluice_topic_connections_open{api="${echo.apiId}",topic="${topic}"} 0`;
  await expect.poll(() => metricsOf(gateway), soon).toContain(gauge("/rooms"));
  await expect.poll(() => metricsOf(gateway), soon).toContain(gauge("/*"));
  await redeploy(echo.apiId, (route) => ({ ...route, topics: route.topics.slice(0, 1) }));
  await expect.poll(() => metricsOf(gateway), soon).not.toContain('topic="/rooms"');
  expect(await metricsOf(gateway)).toContain(gauge("/*"));
});

it("what a worker that died had open with a backend is in no row, nor are rows of gateways that ended without a word", async () => {
  const lost = {
    apiId: "api",
    environment: "production",
    url: "ws://lost/lost",
    state: "healthy",
    since: new Date(0),
  };
  await fixture.db.backendHealth.create({ data: { ...lost, gatewayId: "crashed", reportedAt: new Date(0) } });
  expect(await rows()).toEqual(["/lost 0"]);
  const gateway = await fixture.start(undefined, { GATEWAY_WORKERS: "1" });
  const echo = await fixture.publishedEcho();
  await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
  await expect.poll(rows, soon).toEqual(["/echo 1"]);
  const { pid } = await gateway.line(({ msg }) => msg === "connection open");
  process.kill(Number(pid), "SIGKILL");
  await expect.poll(rows, soon).toEqual([]);
});
