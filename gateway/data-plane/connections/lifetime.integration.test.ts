// What ends a connection, and what must not: changes of routing, the clock, and peers that vanish.
import { describe, expect, it, onTestFinished } from "vitest";
import { type ConnectionClosed, subscribe } from "#gateway/data-plane/connections/channels.ts";
import { clientFrame, closePayload, frame } from "#gateway/data-plane/test-kit/frames.ts";
import {
  credential,
  credentialEntry,
  noLimits,
  route,
  routeEntry,
  startGateway,
  type TestGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, startRawBackend, type Wire } from "#gateway/data-plane/test-kit/wire.ts";
import type { RouteRecord } from "#lib/routes/route-record.ts";

const topics = [topic("/rooms/{roomID}"), topic("/other")];

async function start(overrides: Partial<RouteRecord> = {}) {
  const backend = await startRawBackend();
  const record = route(backend.url, { topics, ...overrides });
  const gateway = await startGateway([
    routeEntry(record),
    credentialEntry(credential("key")),
    routeEntry(route(backend.url, { apiId: "api-bystander", basePaths: ["/bystander"] })),
  ]);
  const open = (path = "/echo/1.0.0/rooms/1", headers = {}) =>
    openPair(gateway.wsPort, backend, path, headers);
  return { backend, record, gateway, open };
}

/** Code of the Close frame that is all a client still gets. */
async function closeCodeOf(client: Wire): Promise<number> {
  const bytes = await client.readAll();
  expect(bytes[0]).toBe(0x88);
  return bytes.readUInt16BE(2);
}

/** The record of this connection when it is closed; channels are shared by all gateways of a process. */
function closedRecord(response: string): Promise<ConnectionClosed> {
  const id = /X-Sluice-Connection: (.*)\r/.exec(response)?.[1];
  const { promise, resolve } = Promise.withResolvers<ConnectionClosed>();
  onTestFinished(
    subscribe("sluice:connection.close", (event) => event.connectionId === id && resolve(event)),
  );
  return promise;
}

/** Lets time fly until nobody is connected any more. */
async function outwait(gateway: TestGateway, stepMs: number): Promise<void> {
  const openConnections = (): number => {
    gateway.advance(stepMs);
    return gateway.plane.stats().openConnections;
  };
  await expect.poll(openConnections, { interval: 25 }).toBe(0);
}

async function echoThrough(client: Wire, upstream: Wire): Promise<void> {
  client.send(clientFrame("still here"));
  await upstream.read(clientFrame("still here").length);
}

describe("a change of routing", () => {
  it("leaves connections alone whose topic still exists, and applies the new limits to them", async () => {
    const { record, gateway, open } = await start();
    const { client, upstream } = await open();
    const limits = { ...noLimits, maxMessageBytes: 16 };
    gateway.apply(
      routeEntry({ ...record, revision: 2, topics: [topic("/rooms/{roomID}"), topic("/new")], limits }),
    );
    await echoThrough(client, upstream);
    client.send(clientFrame("longer than sixteen"));
    expect(await closeCodeOf(client)).toBe(1009);
  });

  it("closes with 4404 where the API is undeployed, and nothing else", async () => {
    const { gateway, open } = await start();
    const gone = await open();
    const bystander = await open("/bystander");
    gateway.apply({ kind: "route", id: "api-echo", record: null });
    expect(await closeCodeOf(gone.client)).toBe(4404);
    expect((await gone.upstream.readAll())[0]).toBe(0x88);
    await echoThrough(bystander.client, bystander.upstream);
  });

  it("closes with 4404 where only the topic is gone", async () => {
    const { record, gateway, open } = await start();
    const kept = await open();
    const gone = await open("/echo/1.0.0/other");
    gateway.apply(routeEntry({ ...record, revision: 2, topics: [topic("/rooms/{roomID}")] }));
    expect(await closeCodeOf(gone.client)).toBe(4404);
    await echoThrough(kept.client, kept.upstream);
  });

  it("closes with 4401 where the credential is revoked, and spares anonymous connections", async () => {
    const { gateway, open } = await start();
    const keyed = await open("/echo/1.0.0/rooms/1", { apikey: "key" });
    const anonymous = await open();
    gateway.apply({ kind: "credential", id: "credential-key", record: null });
    expect(await closeCodeOf(keyed.client)).toBe(4401);
    await echoThrough(anonymous.client, anonymous.upstream);
  });

  it.each<[string, Partial<RouteRecord>]>([
    ["security is turned on", { security: { apiKey: true, oauth2: false, originRule: { kind: "any" } } }],
    ["the API is taken back", { state: "created" }],
  ])(
    "closes anonymous connections with 4403 where %s, and spares those with a credential",
    async (_name, change) => {
      const { record, gateway, open } = await start();
      const anonymous = await open();
      const keyed = await open("/echo/1.0.0/rooms/1", { apikey: "key" });
      gateway.apply(routeEntry({ ...record, revision: 2, ...change }));
      expect(await closeCodeOf(anonymous.client)).toBe(4403);
      await echoThrough(keyed.client, keyed.upstream);
    },
  );

  it("lets connections follow a full update", async () => {
    const { record, gateway, open } = await start();
    const kept = await open();
    const gone = await open("/bystander");
    gateway.plane.applyRouting({ revision: 9, isFull: true, entries: [routeEntry(record)] });
    expect(await closeCodeOf(gone.client)).toBe(4404);
    await echoThrough(kept.client, kept.upstream);
  });

  it("closes between two frames: the one that is passing is completed first", async () => {
    const { gateway, open } = await start();
    const { client, upstream } = await open();
    const bytes = frame("a message in two pieces");
    upstream.send(bytes.subarray(0, 9));
    await client.read(9);
    gateway.apply({ kind: "route", id: "api-echo", record: null });
    // The direction that stands between frames is closed at once; that is the sign that the order was taken.
    expect((await upstream.readAll())[0]).toBe(0x88);
    upstream.send(Buffer.concat([bytes.subarray(9), frame("too late")]));
    expect(await client.read(bytes.length - 9)).toEqual(bytes.subarray(9));
    expect(await closeCodeOf(client)).toBe(4404);
  });

  it("destroys a client whose frame never ends", async () => {
    const { gateway, open } = await start();
    const { client, upstream } = await open();
    const bytes = frame("a message in two pieces");
    upstream.send(bytes.subarray(0, 9));
    await client.read(9);
    gateway.apply({ kind: "route", id: "api-echo", record: null });
    await upstream.ended();
    await outwait(gateway, 5_000);
    expect(await client.readAll()).toHaveLength(0);
  });
});

describe("the clock", () => {
  it("closes with 4401 when the credential expires", async () => {
    const { gateway, open } = await start();
    const { client } = await open("/echo/1.0.0/rooms/1", { apikey: "key" });
    gateway.advance(3_600_001);
    expect(await closeCodeOf(client)).toBe(4401);
  });

  it("closes idle connections with 4408, and only those", async () => {
    const { gateway, open } = await start({ limits: { ...noLimits, idleTimeoutMs: 60_000 } });
    const idle = await open();
    gateway.advance(59_000);
    await echoThrough(idle.client, idle.upstream);
    gateway.advance(30_000);
    await echoThrough(idle.client, idle.upstream);
    const clock = setInterval(() => gateway.advance(60_000), 25);
    onTestFinished(() => clearInterval(clock));
    expect(await closeCodeOf(idle.client)).toBe(4408);
  });

  it("does not take pings and pongs for activity", async () => {
    const { gateway, open } = await start({ limits: { ...noLimits, idleTimeoutMs: 60_000 } });
    const { client, upstream, response } = await open();
    const closed = closedRecord(response);
    const clock = setInterval(() => {
      upstream.send(frame("", { opcode: 9 }));
      client.send(clientFrame("", { opcode: 10 }));
      gateway.advance(10_000);
    }, 25);
    onTestFinished(() => clearInterval(clock));
    await client.ended();
    client.socket.destroy();
    upstream.socket.destroy();
    expect(await closed).toMatchObject({ code: 4408, policy: "idleTimeoutMs", closedBy: "gateway" });
  });

  it("goes by the topic's own idle timeout where it has one", async () => {
    const policy = { inspect: false, rateLimits: [], idleTimeoutMs: 60_000 };
    const { gateway, open } = await start({
      topics: [topic("/rooms/{roomID}", { policy }), topic("/other")],
      limits: { ...noLimits, idleTimeoutMs: 5_000 },
    });
    const own = await open();
    const other = await open("/echo/1.0.0/other");
    gateway.advance(6_000);
    expect(await closeCodeOf(other.client)).toBe(4408);
    await echoThrough(own.client, own.upstream);
  });

  it("closes connections at their maximum age with 4410", async () => {
    const { gateway, open } = await start({ limits: { ...noLimits, maxConnectionAgeMs: 60_000 } });
    const { client } = await open();
    gateway.advance(60_001);
    expect(await closeCodeOf(client)).toBe(4410);
  });
});

describe("peers that vanish", () => {
  it("tells the client 1014 where the backend dies between frames", async () => {
    for (const leave of ["end", "destroy", "resetAndDestroy"] as const) {
      const { open } = await start();
      const { client, upstream, response } = await open();
      const closed = closedRecord(response);
      upstream.send(frame("last words"));
      await client.read(12);
      upstream.socket[leave]();
      expect(await closeCodeOf(client)).toBe(1014);
      client.socket.end();
      expect(await closed).toMatchObject({
        code: 1014,
        closedBy: "backend",
        backendLeg: "lost",
        fromBackend: { messages: 1, bytes: 10 },
      });
    }
  });

  it("breaks the client's connection where the backend dies within a frame", async () => {
    const { open } = await start();
    const { client, upstream } = await open();
    upstream.send(frame("half of this").subarray(0, 6));
    await client.read(6);
    upstream.socket.resetAndDestroy();
    expect(await client.readAll()).toHaveLength(0);
  });

  it("lets go of the backend where the client vanishes within a frame", async () => {
    for (const leave of ["end", "destroy", "resetAndDestroy"] as const) {
      const { gateway, open } = await start();
      const { client, upstream, response } = await open();
      const closed = closedRecord(response);
      client.send(clientFrame("half of this").subarray(0, 9));
      await upstream.read(9);
      client.socket[leave]();
      await upstream.ended();
      upstream.socket.end();
      expect(await closed).toMatchObject({
        code: 1006,
        closedBy: "client",
        clientLeg: "lost",
        fromClient: { messages: 1, bytes: 3 },
      });
      expect(gateway.plane.stats().openConnections).toBe(0);
    }
  });

  it("reaps a pair that never finishes its closing handshake", async () => {
    const { gateway, open } = await start();
    const { client, upstream } = await open();
    client.send(clientFrame(closePayload(1000), { opcode: 8 }));
    await upstream.read(8);
    await outwait(gateway, 10_000);
    await client.ended();
  });
});

describe("an operator", () => {
  it("sees the live connections of an API, and what passes on them", async () => {
    const { gateway, open } = await start();
    const pairs = [await open(), await open()];
    await open("/bystander");
    for (const { client, upstream } of pairs) {
      for (let count = 0; count < 20; count++) await echoThrough(client, upstream);
    }
    const lowestRate = (): number => {
      gateway.advance(1_000);
      const { connections } = gateway.plane.describeLive("api-echo", 10);
      return Math.min(...connections.flatMap((it) => [it.messagesPerSecond, it.bytesPerSecond]));
    };
    await expect.poll(lowestRate, { interval: 5 }).toBeGreaterThan(0);
    const report = gateway.plane.describeLive("api-echo", 1);
    expect([report.total, report.connections.length]).toEqual([2, 1]);
    expect(report.connections[0]).toMatchObject({
      topic: "/rooms/{roomID}",
      fromClient: { messages: 20, bytes: 200, frames: 20 },
      fromBackend: { messages: 0, bytes: 0, frames: 0 },
      queuedBytes: 0,
    });
    expect(gateway.plane.describeLive("api-unknown", 10).total).toBe(0);
  });

  it("closes the connections of his choice with 1001, and no other", async () => {
    const { gateway, open } = await start();
    const chosen = await open();
    const other = await open();
    const closed = closedRecord(chosen.response);
    const id = /X-Sluice-Connection: (.*)\r/.exec(chosen.response)?.[1] ?? "";
    expect(gateway.plane.disconnect([id, "unknown"])).toBe(1);
    expect(await closeCodeOf(chosen.client)).toBe(1001);
    chosen.client.socket.end();
    await chosen.upstream.ended();
    chosen.upstream.socket.end();
    expect(await closed).toMatchObject({
      code: 1001,
      closedBy: "gateway",
      policy: "disconnect",
      why: "An operator closed this connection",
    });
    await echoThrough(other.client, other.upstream);
  });
});

describe("the record of a connection", () => {
  it("names the limit that was broken, and says which leg hung", async () => {
    const { open, gateway } = await start({ limits: { ...noLimits, maxMessageBytes: 4 } });
    const { client, upstream, response } = await open();
    const closed = closedRecord(response);
    client.send(clientFrame("five!"));
    expect(await closeCodeOf(client)).toBe(1009);
    client.socket.end();
    await upstream.ended();
    await outwait(gateway, 5_000);
    expect(await closed).toMatchObject({
      code: 1009,
      policy: "maxMessageBytes",
      clientLeg: "closed",
      backendLeg: "closing",
      fromClient: { messages: 0, bytes: 0, frames: 0 },
      lastFromClient: null,
    });
  });

  it("says who, what, how much and why, and carries no credential", async () => {
    const { open } = await start();
    const { client, upstream, response } = await open("/echo/1.0.0/rooms/secret-room?apikey=key&q=secret");
    const closed = closedRecord(response);
    client.send(clientFrame("abc"));
    upstream.send(frame("defgh"));
    await client.read(7);
    client.send(clientFrame(closePayload(1000), { opcode: 8 }));
    upstream.send(frame(closePayload(1000), { opcode: 8 }));
    await client.read(4);
    client.socket.end();
    upstream.socket.end();
    const event = await closed;
    expect(event).toEqual({
      connectionId: expect.stringMatching(/^[0-9a-f]{16}$/),
      apiId: "api-echo",
      apiName: "Echo",
      apiVersion: "1.0.0",
      topic: "/rooms/{roomID}",
      path: "/echo/1.0.0/rooms/secret-room",
      application: "Try it",
      clientAddress: "127.0.0.1",
      revision: 1,
      subprotocol: null,
      extensions: null,
      dialMs: expect.any(Number),
      attemptId: null,
      isInspected: false,
      openedAtMs: expect.any(Number),
      closedAtMs: expect.any(Number),
      durationMs: event.closedAtMs - event.openedAtMs,
      fromClient: { messages: 1, bytes: 3, frames: 2 },
      fromBackend: { messages: 1, bytes: 5, frames: 2 },
      controls: expect.objectContaining({ pingsFromClient: 0, clientRoundTripMs: null }),
      code: 1000,
      closedBy: "client",
      policy: null,
      clientLeg: "closed",
      backendLeg: "closed",
      lastFromClient: { opcode: 8, isFinal: true, payloadBytes: 2 },
      droppedForType: 0,
      lastFromBackend: { opcode: 8, isFinal: true, payloadBytes: 2 },
      why: "The client closed the connection",
    });
  });
});
