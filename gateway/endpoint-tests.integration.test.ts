// Tests of endpoints are made by a gateway, which alone opens secrets: a backend that wants its header and is known to
// its own CA only, on the real process.
import { once } from "node:events";
import { createServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { generate } from "selfsigned";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import type { Api } from "#lib/apis/api.ts";
import * as apis from "#lib/apis/commands.ts";
import { findApi } from "#lib/apis/repository.ts";
import { scanTables } from "#lib/db/test-kit/scan-tables.ts";
import { plainEndpoint, refusal } from "#lib/db/test-kit/storage.ts";
import * as tests from "#lib/endpoint-tests/commands.ts";
import { newTopic } from "#lib/topics/topic-draft.ts";
import { GatewayFixture, value } from "./test-kit/gateway-fixture.ts";
import { freePorts } from "./test-kit/gateway-process.ts";

/** A wss backend that answers 401 without its token, and 404 for /a/b; its certificate vouches for itself. */
async function startBackend() {
  const attributes = [{ name: "commonName", value: "localhost" }];
  const { cert, private: key } = await generate(attributes, { keySize: 2048 });
  const server = createServer({ cert, key });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const isKnown = request.headers["x-token"] === "hush-4711";
    const isThere = request.url !== "/a/b?room=1";
    if (isKnown && isThere) sockets.handleUpgrade(request, socket, head, (client) => client.close());
    else
      socket.end(`HTTP/1.1 ${isKnown ? "404 Not Found" : "401 Unauthorized"}\r\nContent-Length: 0\r\n\r\n`);
  });
  await once(server.listen(0, "localhost"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // listening on a port
  return { url: `wss://localhost:${port}/a`, cert };
}

describe("testing an endpoint of an API", () => {
  const fixture = new GatewayFixture();
  const environment = "production" as const;
  /** Who asks, from a portal in this mode. */
  const asking = (isProduction = false): tests.AskContext => ({ ...fixture.context, isProduction });

  async function withBackend() {
    const backend = await startBackend();
    const settings = plainEndpoint(backend.url);
    const header = { name: "X-Token", secret: { kind: "new", value: "hush-4711" } } as const;
    const trusting = { ...settings, tls: { ...settings.tls, ca: backend.cert, serverName: "localhost" } };
    return { backend, plain: settings, trusting, complete: { ...trusting, headers: [header] } };
  }
  async function created(): Promise<Api> {
    const { apiId } = await fixture.publishedEcho();
    const api = await findApi(fixture.db, apiId);
    if (!api) throw new Error("not created");
    return api;
  }
  async function saved(production: Parameters<typeof apis.saveEndpoints>[1]["production"]): Promise<Api> {
    const { id, etag } = await created();
    const input = { apiId: id, etag, production, sandbox: plainEndpoint("") };
    value(await apis.saveEndpoints(fixture.context, input));
    const api = await findApi(fixture.db, id);
    if (!api) throw new Error("gone");
    return api;
  }
  /** A gateway that has told the database of itself. */
  async function startGateway(env: Record<string, string> = {}) {
    const gateway = await fixture.start(await freePorts(3), env);
    await expect.poll(() => fixture.db.gatewayInstance.count(), { timeout: 20_000 }).toBe(1);
    return gateway;
  }

  it("uses what the form holds, before it is saved, and leaves nothing of it anywhere", async () => {
    const { backend, plain, trusting, complete } = await withBackend();
    const { id: apiId } = await created();
    const gateway = await startGateway();
    const test = async (settings: typeof plain) =>
      value(await tests.testEndpointOf(asking(), { apiId, environment, url: backend.url, settings }));
    expect(await test(plain)).toMatchObject({ verdict: "unreachable" });
    expect(await test(trusting)).toMatchObject({ verdict: "refused", details: ["HTTP 401 Unauthorized"] });
    expect(await test(complete)).toMatchObject({ verdict: "accepted" });
    const broken = { ...complete, tls: { ...complete.tls, ca: "no certificate" } };
    expect((await test(broken)).verdict).not.toBe("accepted");
    expect(await fixture.db.endpointTest.count()).toBe(0);
    expect(await fixture.db.secret.count()).toBe(0);
    expect(JSON.stringify(gateway.lines)).not.toContain("hush-4711");
  });

  it("travels to the gateway as ciphertext", async () => {
    const { backend, complete } = await withBackend();
    const { id: apiId } = await created();
    await startGateway();
    const seen: string[] = [];
    const watching = setInterval(async () => {
      for (const { request } of await fixture.db.endpointTest.findMany()) seen.push(request);
    }, 20);
    onTestFinished(() => clearInterval(watching));
    const input = { apiId, environment, url: backend.url, settings: complete };
    expect(value(await tests.testEndpointOf(asking(), input))).toMatchObject({ verdict: "accepted" });
    expect(seen.length).toBeGreaterThan(0);
    for (const request of seen) expect(request).not.toContain("hush-4711");
    expect(await scanTables(fixture.db, "sqlite", ["hush-4711"])).toEqual([]);
  });

  it("uses what is stored, and sends a secret nowhere but where it was entered for", async () => {
    const { backend, complete } = await withBackend();
    const { id: apiId } = await saved(complete);
    await startGateway();
    const test = (url: string) => tests.testEndpointOf(asking(), { apiId, environment, url });
    expect(value(await test(`${backend.url}/below`))).toMatchObject({ verdict: "accepted" });
    expect(refusal(await test("wss://elsewhere.example/a"))).toMatchObject({ code: "secret_bound" });
  });

  it("does not send a secret where a forged request would have it", async () => {
    const { backend, complete } = await withBackend();
    const { id: apiId } = await saved(complete);
    const [secret] = await fixture.db.secret.findMany({ include: { dataKey: true } });
    if (!secret) throw new Error("no secret");
    const { id, sealed, dataKey } = secret;
    const sealedSecret = { id, sealed, origins: JSON.parse(secret.origins), dataKey };
    const forged = {
      apiId,
      isProduction: false,
      urls: [backend.url, "ws://127.0.0.1:9/"],
      timeoutMs: 500,
      headers: [{ name: "X-Token", secret: sealedSecret }],
      tls: {},
    };
    await fixture.db.endpointTest.create({
      data: { id: "forged", requestedBy: "x", requestedAt: new Date(), request: JSON.stringify(forged) },
    });
    await startGateway();
    const answer = async () =>
      (await fixture.db.endpointTest.findUnique({ where: { id: "forged" } }))?.answer;
    await expect.poll(answer, { timeout: 10_000 }).toBe('{"kind":"locked"}');
  });

  it("tells of each topic whether its mapping reaches the backend", async () => {
    const { backend, complete } = await withBackend();
    const api = await saved(complete);
    const topics = [
      newTopic("/rooms/{roomID}", ["subscribe"]),
      { ...newTopic("/gone", ["subscribe"]), uriMapping: "/b?room=1" },
    ];
    value(await apis.saveTopics(fixture.context, { apiId: api.id, etag: api.etag, topics }));
    await startGateway();
    const planned = value(await tests.planTopicTests(fixture.context, { apiId: api.id }));
    const found = value(await tests.testTopicsOf(asking(), { apiId: api.id, planned }));
    expect(found.map(({ address, url, probe }) => [address, url, probe?.verdict])).toEqual([
      ["/rooms/{roomID}", `${backend.url}/rooms/room1`, "accepted"],
      ["/gone", `${backend.url}/b?room=1`, "refused"],
    ]);
  });

  it("is judged by the rules for what people ask for, where the gateway runs", async () => {
    const { backend } = await withBackend();
    await startGateway({ EGRESS_DENY: "127.0.0.0/8,::1/128" });
    const probe = value(await tests.testEndpoint(asking(), { url: backend.url }));
    expect(probe).toMatchObject({ verdict: "forbidden", details: [] });
  });

  it("makes one person's tests while another's hang", async () => {
    const { sample } = fixture;
    const silent = createTcpServer(() => {});
    await once(silent.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo; // listening on a port
    const hanging = {
      apiId: "",
      isProduction: false,
      urls: [`ws://127.0.0.1:${port}`],
      timeoutMs: 60_000,
      headers: [],
      tls: {},
    };
    const request = JSON.stringify(hanging);
    for (let number = 0; number < 20; number += 1) {
      const data = { id: `hanging-${number}`, requestedBy: "mallory", requestedAt: new Date(), request };
      await fixture.db.endpointTest.create({ data });
    }
    await startGateway();
    const url = `ws://127.0.0.1:${sample.port}/echo`;
    expect(value(await tests.testEndpoint(asking(), { url }))).toMatchObject({ verdict: "accepted" });
    expect(await fixture.db.endpointTest.count({ where: { takenBy: { not: null } } })).toBe(2);
  });

  it("is judged by the rules of production where the portal runs in it, whatever the gateway's mode", async () => {
    const { backend } = await withBackend();
    await startGateway();
    const probe = value(await tests.testEndpoint(asking(true), { url: backend.url }));
    expect(probe).toMatchObject({ verdict: "forbidden", details: [] });
  });

  it("says so where no gateway runs", async () => {
    const { backend } = await withBackend();
    expect(refusal(await tests.testEndpoint(asking(), { url: backend.url }))).toMatchObject({
      code: "no_gateway",
    });
  });
});
