// What a running gateway tells of itself: records of connections, traffic, backends, metrics, troubles. Real processes
// and a real database.
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { closedConnectionSchema, liveConnectionSchema } from "#lib/gateways/connections/connection-record.ts";
import { refusedHandshakeSchema } from "#lib/gateways/connections/refused-record.ts";
import { usageDetailsSchema } from "#lib/gateways/usage/usage.ts";
import { GatewayFixture } from "./test-kit/gateway-fixture.ts";
import type { GatewayProcess } from "./test-kit/gateway-process.ts";
import { connectWhenReady } from "./test-kit/test-client.ts";

const fixture = new GatewayFixture();
/** For what travels at a pace of a second. */
const soon = { timeout: 15_000, interval: 50 };

async function textOf(gateway: GatewayProcess, path: string): Promise<string> {
  return (await fetch(`${gateway.opsUrl}${path}`)).text();
}

describe("an ended connection", () => {
  it("leaves a record of who, why and how much", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    await client.echo("hello");
    client.socket.close(4321, "done");
    await client.closed();
    await expect.poll(() => fixture.db.closedConnection.count(), soon).toBe(1);
    const row = await fixture.db.closedConnection.findFirstOrThrow();
    expect(row).toMatchObject({ id: client.connectionId, apiId: echo.apiId, code: 4321, closedBy: "client" });
    expect(row.searchText).toContain("4321");
    expect(closedConnectionSchema.parse(JSON.parse(row.body))).toMatchObject({
      fromClient: { messages: 1, bytes: 5 },
      fromBackend: { messages: 1, bytes: 5 },
      clientLeg: "closed",
      lastFromClient: { opcode: 8, isFinal: true },
      revision: 1,
    });
  });

  it("is recorded although the gateway stops", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    gateway.kill("SIGTERM");
    expect(await gateway.ended()).toBe(0);
    const row = await fixture.db.closedConnection.findFirstOrThrow();
    expect(row).toMatchObject({ code: 1012, closedBy: "gateway" });
  });
});

describe("a refused handshake", () => {
  async function refused(gateway: GatewayProcess, path: string, headers: Record<string, string> = {}) {
    const socket = new WebSocket(`${gateway.wsUrl}${path}`, { headers });
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    socket.once("unexpected-response", (_request, response) => resolve(response)).once("error", reject);
    const problem = z.object({ connectionId: z.string(), code: z.string() });
    return problem.parse(await json(await promise));
  }

  it("is found in the database by the id that the client was told, without the secrets it brought", async () => {
    const echo = await fixture.publishedEcho();
    const gateway = await fixture.start();
    const wrong = await refused(gateway, `${echo.path}/rooms/blue?apikey=slt_hunter2`);
    const nowhere = await refused(gateway, "/nowhere%3Fapikey=slt_hunter2");
    const plain = await fetch(`http${gateway.wsUrl.slice(2)}${echo.path}?token=slt_hunter2`);
    const { connectionId } = z.object({ connectionId: z.string() }).parse(await plain.json());
    await expect.poll(() => fixture.db.refusedHandshake.count(), soon).toBeGreaterThanOrEqual(3);
    const find = (id: string) => fixture.db.refusedHandshake.findUniqueOrThrow({ where: { id } });
    const row = await find(wrong.connectionId);
    expect(row).toMatchObject({ apiId: echo.apiId, status: 401, code: "credential_invalid" });
    expect(refusedHandshakeSchema.parse(JSON.parse(row.body))).toMatchObject({
      path: `${echo.path}/rooms/blue`,
      topic: "/*",
      clientAddress: "127.0.0.1",
      why: "The credential is not known here.",
      moreLikeIt: 0,
    });
    expect(JSON.parse((await find(nowhere.connectionId)).body)).toMatchObject({
      apiId: null,
      path: "/nowhere",
    });
    expect(await find(connectionId)).toMatchObject({ status: 426, code: "upgrade_required" });
    const all = JSON.stringify(await fixture.db.refusedHandshake.findMany());
    expect(all + JSON.stringify(gateway.lines)).not.toContain("hunter2");
  });

  it("is recorded although the gateway stops, and a flood leaves few records and its number", async () => {
    const echo = await fixture.publishedEcho();
    const gateway = await fixture.start();
    const headers = { Authorization: "Bearer slt_wrong" };
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(Array.from({ length: 30 }, () => refused(gateway, echo.path, headers)));
    }
    gateway.kill("SIGTERM");
    await gateway.ended();
    // The first are judged; then the network guesses too often.
    const rows = await fixture.db.refusedHandshake.findMany({ where: { apiId: echo.apiId } });
    expect(new Set(rows.map(({ code }) => code))).toEqual(
      new Set(["credential_invalid", "too_many_failed_credentials"]),
    );
    const records = rows.map(({ body }) => refusedHandshakeSchema.parse(JSON.parse(body)));
    expect(records.length).toBeLessThan(100);
    expect(records.reduce((sum, { moreLikeIt }) => sum + 1 + moreLikeIt, 0)).toBe(300);
  });
});

describe("live connections", () => {
  it("are told of while somebody watches, and can be ended", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const clients = [
      await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key),
      await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key),
    ];
    const [victim, other] = clients;
    if (!victim || !other) throw new Error("two clients");
    const until = new Date(Date.now() + 60_000);
    await fixture.db.connectionWatch.create({ data: { apiId: echo.apiId, until } });
    const ids = async () => {
      const rows = await fixture.db.liveConnections.findMany({ where: { apiId: echo.apiId } });
      return rows.flatMap((row) =>
        liveConnectionSchema
          .array()
          .parse(JSON.parse(row.body))
          .map(({ connectionId }) => connectionId),
      );
    };
    const expected = clients.map(({ connectionId }) => connectionId).sort();
    await expect.poll(async () => (await ids()).sort(), soon).toEqual(expected);
    await fixture.db.disconnectRequest.create({
      data: {
        id: randomUUID(),
        apiId: echo.apiId,
        connectionId: victim.connectionId,
        requestedBy: "publisher",
        requestedAt: new Date(),
      },
    });
    expect(await victim.closed()).toEqual({ code: 1001, reason: "An operator closed this connection" });
    expect(await other.echo("still here")).toBe("still here");
    await expect.poll(ids, soon).toEqual([other.connectionId]);
    await fixture.db.connectionWatch.deleteMany();
    await expect.poll(() => fixture.db.liveConnections.count(), soon).toBe(0);
  });
});

describe("traffic", () => {
  it("is written when the gateway stops at the latest, in buckets of each length", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    await client.echo("hello");
    await fetch(`http${gateway.wsUrl.slice(2)}${echo.path}`);
    client.socket.close(1000);
    await client.closed();
    gateway.kill("SIGTERM");
    await gateway.ended();
    const rows = await fixture.db.usageBucket.findMany({ where: { apiId: echo.apiId } });
    expect(new Set(rows.map(({ seconds }) => seconds))).toEqual(new Set([10, 60, 3_600]));
    const hours = rows.filter(({ seconds }) => seconds === 3_600);
    const sum = (pick: (row: (typeof rows)[number]) => number) => hours.map(pick).reduce((a, b) => a + b, 0);
    expect(sum(({ messagesIn }) => Number(messagesIn))).toBe(1);
    expect(sum(({ bytesOut }) => bytesOut)).toBe(5);
    expect(sum(({ connections }) => Number(connections))).toBe(1);
    const details = hours.map((row) => usageDetailsSchema.parse(JSON.parse(row.details)));
    expect(details.some(({ closeCodes }) => closeCodes["1000"] === 1)).toBe(true);
    expect(details.flatMap(({ dial }) => dial).reduce((a, b) => a + b, 0)).toBe(1);
  });

  it("is in /metrics, by topic, code and duration", async () => {
    const gateway = await fixture.start();
    const echo = await fixture.publishedEcho();
    const client = await connectWhenReady(`${gateway.wsUrl}${echo.path}`, echo.key);
    await client.echo("hello");
    await expect(connectWhenReady(`${gateway.wsUrl}${echo.path}`, "slt_wrong", 0)).rejects.toThrow("401");
    client.socket.close(1000);
    await client.closed();
    const line = (name: string, labels: string) => `${name}{${labels}} 1`;
    const topic = `api="${echo.apiId}",topic="/*"`;
    for (const expected of [
      line("sluice_topic_messages_total", `${topic},direction="in"`),
      line("sluice_closes_total", 'code="1000"'),
      // Once or oftener: the key too is unknown until the gateway has read it.
      'sluice_refusals_total{code="credential_invalid"} ',
      line("sluice_backend_dial_duration_seconds_bucket", 'le="+Inf"'),
      "sluice_queue_bytes 0",
      "sluice_worker_eventloop_lag_p99_seconds",
    ]) {
      await expect.poll(() => textOf(gateway, "/metrics"), soon).toContain(expected);
    }
  });
});

describe("backends", () => {
  it("are checked, and their health is written", async () => {
    const echo = await fixture.publishedEcho();
    const entries = await fixture.db.routingEntry.findMany({ where: { kind: "route" } });
    for (const { id, body } of entries) {
      const asked = body?.replace('"checksAlone":false', '"checksAlone":true') ?? null;
      await fixture.db.routingEntry.update({ where: { id }, data: { body: asked } });
    }
    await fixture.start();
    await expect
      .poll(() => fixture.db.backendHealth.findMany({ where: { apiId: echo.apiId } }), soon)
      .toMatchObject([{ environment: "production", state: "healthy", problem: "" }]);
  });
});
