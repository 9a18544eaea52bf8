// Tests of endpoints dial as the gateway would: a backend that wants its header and is known to its own CA only.
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import type { Api } from "#lib/apis/api.ts";
import * as apis from "#lib/apis/commands.ts";
import { findApi } from "#lib/apis/repository.ts";
import { plainEndpoint, refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { createEgressPolicy } from "#lib/egress/egress-policy.ts";
import { newTopic } from "#lib/topics/topic-draft.ts";
import { planTopicTests, testEndpointOf, testTopicsOf } from "./commands.ts";

const judge = createEgressPolicy({ deny: "", allow: "", purpose: "requests", isProduction: false });

/** A wss backend that answers 401 without its token, and 404 for /a/b; its certificate vouches for itself. */
async function startBackend() {
  const attributes = [{ name: "commonName", value: "localhost" }];
  const { cert, private: key } = await generate(attributes, { keySize: 2048 });
  const server = createServer({ cert, key });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const isKnown = request.headers["x-token"] === "hush";
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
  const storage = new Storage("sqlite");

  async function withBackend() {
    const backend = await startBackend();
    const settings = plainEndpoint(backend.url);
    const header = { name: "X-Token", secret: { kind: "new", value: "hush" } } as const;
    const trusting = { ...settings, tls: { ...settings.tls, ca: backend.cert, serverName: "localhost" } };
    return { backend, plain: settings, trusting, complete: { ...trusting, headers: [header] } };
  }
  async function saved(production: Parameters<typeof apis.saveEndpoints>[1]["production"]): Promise<Api> {
    const { id, etag } = await storage.created();
    const input = { apiId: id, etag, production, sandbox: plainEndpoint("") };
    value(await apis.saveEndpoints(storage.context, input));
    const api = await findApi(storage.db, id);
    if (!api) throw new Error("gone");
    return api;
  }
  const environment = "production" as const;

  it("uses what the form holds, before it is saved", async () => {
    const { backend, plain, trusting, complete } = await withBackend();
    const { id: apiId } = await storage.created();
    const test = async (settings: typeof plain) =>
      value(await testEndpointOf(storage.context, judge, { apiId, environment, url: backend.url, settings }));
    expect(await test(plain)).toMatchObject({ verdict: "unreachable" });
    expect(await test(trusting)).toMatchObject({ verdict: "refused", details: ["HTTP 401 Unauthorized"] });
    expect(await test(complete)).toMatchObject({ verdict: "accepted" });
    const broken = { ...complete, tls: { ...complete.tls, ca: "no certificate" } };
    expect((await test(broken)).verdict).not.toBe("accepted");
  });

  it("uses what is stored, and sends a secret nowhere but where it was entered for", async () => {
    const { backend, complete } = await withBackend();
    const { id: apiId } = await saved(complete);
    const test = (url: string) => testEndpointOf(storage.context, judge, { apiId, environment, url });
    expect(value(await test(`${backend.url}/below`))).toMatchObject({ verdict: "accepted" });
    expect(refusal(await test("wss://elsewhere.example/a"))).toMatchObject({ code: "secret_bound" });
  });

  it("tells of each topic whether its mapping reaches the backend", async () => {
    const { backend, complete } = await withBackend();
    const api = await saved(complete);
    const topics = [
      newTopic("/rooms/{roomID}", ["subscribe"]),
      { ...newTopic("/gone", ["subscribe"]), uriMapping: "/b?room=1" },
    ];
    value(await apis.saveTopics(storage.context, { apiId: api.id, etag: api.etag, topics }));
    const planned = value(await planTopicTests(storage.context, { apiId: api.id }));
    const tests = value(await testTopicsOf(storage.context, judge, { apiId: api.id, planned }));
    expect(tests.map(({ address, url, probe }) => [address, url, probe?.verdict])).toEqual([
      ["/rooms/{roomID}", `${backend.url}/rooms/room1`, "accepted"],
      ["/gone", `${backend.url}/b?room=1`, "refused"],
    ]);
  });
});
