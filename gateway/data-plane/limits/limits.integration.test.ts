// Limits of what passes on live connections: size by direction, rates with each of their actions, and their change.
import { describe, expect, it, onTestFinished } from "vitest";
import { clientFrame, closePayload, frame } from "#gateway/data-plane/test-kit/frames.ts";
import { route, routeEntry, startGateway, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, startRawBackend, type Wire } from "#gateway/data-plane/test-kit/wire.ts";
import type { RateLimit, RuntimeLimits, TopicPolicy } from "#lib/routes/limits.ts";

async function start(limits: Partial<RuntimeLimits>, policy: Partial<TopicPolicy> = {}) {
  const backend = await startRawBackend();
  const topics = [topic("/*"), topic("/own", { policy: { inspect: false, rateLimits: [], ...policy } })];
  const record = route(backend.url, { limits, topics });
  const gateway = await startGateway([routeEntry(record)]);
  const open = (path = "/echo/1.0.0") => openPair(gateway.wsPort, backend, path);
  const change = (next: Partial<RuntimeLimits>): void =>
    gateway.apply(routeEntry({ ...record, revision: 2, limits: { ...record.limits, ...next } }));
  return { gateway, open, change };
}

function limit(overrides: Partial<RateLimit>): RateLimit {
  return {
    scope: "connection",
    direction: "fromClient",
    unit: "messages",
    perSecond: 1,
    burst: 1,
    action: "close",
    ...overrides,
  };
}

/** Code and reason of the Close frame that is all that is still to come. */
async function closeOf(wire: Wire): Promise<{ code: number; reason: string }> {
  const bytes = await wire.readAll();
  expect(bytes[0]).toBe(0x88);
  const isMasked = ((bytes[1] ?? 0) & 0x80) !== 0;
  const mask = isMasked ? bytes.subarray(2, 6) : Buffer.alloc(4);
  const payload = bytes.subarray(isMasked ? 6 : 2).map((byte, index) => byte ^ (mask[index & 3] ?? 0));
  return { code: Buffer.from(payload).readUInt16BE(0), reason: Buffer.from(payload.subarray(2)).toString() };
}

/** The value of a counter once it has stopped growing. */
async function settled(read: () => number): Promise<number> {
  for (let value = -1, unchanged = 0; ; ) {
    const next = read();
    unchanged = next === value ? unchanged + 1 : 0;
    if (unchanged === 5) return next;
    value = next;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("the size of messages", () => {
  it("has a limit for each direction", async () => {
    const { open } = await start({ maxMessageBytes: 4, maxBackendMessageBytes: 8 });
    const { client, upstream } = await open();
    upstream.send(frame("8 bytes."));
    client.send(clientFrame("four"));
    expect(await client.read(10)).toEqual(frame("8 bytes."));
    expect(await upstream.read(10)).toEqual(clientFrame("four"));
    client.send(clientFrame("5 byt"));
    expect((await closeOf(client)).code).toBe(1009);
    expect((await closeOf(upstream)).code).toBe(1001);
  });

  it("sums the continuation frames of a backend's message", async () => {
    const { open } = await start({ maxMessageBytes: 4, maxBackendMessageBytes: 8 });
    const { client, upstream } = await open();
    const begin = frame("12345678", { isFinal: false });
    upstream.send(Buffer.concat([begin, frame("", { opcode: 9 }), frame("9", { opcode: 0 })]));
    expect(await client.read(begin.length + 2)).toEqual(Buffer.concat([begin, frame("", { opcode: 9 })]));
    expect((await closeOf(client)).code).toBe(1001);
    expect((await closeOf(upstream)).code).toBe(1009);
  });

  it("is the topic's own where it has one", async () => {
    const { open } = await start({ maxMessageBytes: 4 }, { maxMessageBytes: 6, maxBackendMessageBytes: 2 });
    const { client, upstream } = await open("/echo/1.0.0/own");
    client.send(clientFrame("6bytes"));
    expect(await upstream.read(12)).toEqual(clientFrame("6bytes"));
    upstream.send(frame("abc"));
    expect((await closeOf(upstream)).code).toBe(1009);
  });

  it("lets 64 MB pass where the limit is 64 MB", async () => {
    const size = 64 * 1024 * 1024;
    const { open } = await start({ maxMessageBytes: size });
    const { client, upstream } = await open();
    const message = clientFrame(Buffer.alloc(size, "0123456789abcdef~"), { opcode: 2 });
    client.send(message);
    expect((await upstream.read(message.length)).equals(message)).toBe(true);
  });
});

describe("a rate limit that slows down", () => {
  it("reads no more until what was too much is paid for, and loses nothing", async () => {
    const { gateway, open } = await start({
      rateLimits: [limit({ action: "slow", perSecond: 1, burst: 10 })],
    });
    const { client, upstream } = await open();
    const burst = Buffer.concat(Array.from({ length: 300 }, (_, index) => clientFrame(`${index}`)));
    client.send(burst);
    expect(await upstream.read(burst.length)).toEqual(burst);
    client.send(clientFrame("later"));
    expect(await settled(() => gateway.plane.stats().messagesIn)).toBe(300);
    upstream.send(frame("the other way is free"));
    await client.read(23);
    gateway.advance(290_000);
    expect(await upstream.read(11)).toEqual(clientFrame("later"));
  });

  it("gets along with backpressure, in order and to the last byte", async () => {
    const rateLimits = [limit({ action: "slow", unit: "bytes", perSecond: 1_000_000, burst: 100_000 })];
    const { gateway, open } = await start({ rateLimits });
    const { client, upstream } = await open();
    const big = Array.from({ length: 300 }, (_, index) =>
      clientFrame(Buffer.alloc(100_000, index), { opcode: 2 }),
    );
    const bytes = Buffer.concat(big);
    upstream.socket.pause();
    client.send(bytes);
    const clock = setInterval(() => gateway.advance(1_000), 10);
    onTestFinished(() => clearInterval(clock));
    await settled(() => gateway.plane.stats().bytesIn);
    const [live] = gateway.plane.describeLive("api-echo", 1).connections;
    expect(live?.queuedBytes).toBeLessThan(256 * 1024);
    upstream.socket.resume();
    expect((await upstream.read(bytes.length)).equals(bytes)).toBe(true);
  });

  it("lets a frame be completed that a Close frame waits for", async () => {
    const rateLimits = [
      limit({ action: "slow", unit: "bytes", direction: "fromBackend", perSecond: 1, burst: 1 }),
    ];
    const { gateway, open } = await start({ rateLimits });
    const { client, upstream } = await open();
    const bytes = frame("x".repeat(100));
    upstream.send(bytes.subarray(0, 60));
    await client.read(60);
    upstream.send(bytes.subarray(60));
    const ids = gateway.plane.describeLive("api-echo", 10).connections.map((it) => it.connectionId);
    expect(gateway.plane.disconnect(ids)).toBe(1);
    expect(await client.read(42)).toEqual(bytes.subarray(60));
    expect((await closeOf(client)).code).toBe(1001);
  });

  it("does not hold back again what is left of such a frame, in however many pieces it comes", async () => {
    const rateLimits = [
      limit({ action: "slow", unit: "bytes", direction: "fromBackend", perSecond: 1, burst: 1 }),
    ];
    const { gateway, open } = await start({ rateLimits });
    const { client, upstream } = await open();
    const bytes = frame("x".repeat(100));
    upstream.send(bytes.subarray(0, 60));
    await client.read(60);
    const ids = gateway.plane.describeLive("api-echo", 10).connections.map((it) => it.connectionId);
    expect(gateway.plane.disconnect(ids)).toBe(1);
    for (const [from, to] of [
      [60, 80],
      [80, 101],
      [101, 102],
    ] as const) {
      upstream.send(bytes.subarray(from, to));
      expect(await client.read(to - from)).toEqual(bytes.subarray(from, to));
    }
    expect((await closeOf(client)).code).toBe(1001);
  });
});

describe("a rate limit that closes", () => {
  it.each([
    ["messages", "2 messages per second on a connection: wait 1 s"],
    ["bytes", "2 bytes per second on a connection: wait 1 s"],
  ] as const)(
    "ends a client that sends too many %s with 4429, before what is too much",
    async (unit, words) => {
      const { open } = await start({ rateLimits: [limit({ unit, perSecond: 2, burst: 2 })] });
      const { client, upstream } = await open();
      client.send(Buffer.concat([clientFrame("a"), clientFrame("b"), clientFrame("c"), clientFrame("d")]));
      expect(await upstream.read(14)).toEqual(Buffer.concat([clientFrame("a"), clientFrame("b")]));
      expect((await closeOf(upstream)).code).toBe(1001);
      expect(await closeOf(client)).toEqual({ code: 4429, reason: `Over the limit of ${words}` });
    },
  );

  it("tells the client 4429 where it is the backend that sends too much", async () => {
    const { open } = await start({ rateLimits: [limit({ direction: "fromBackend", scope: "topic" })] });
    const { client, upstream } = await open();
    upstream.send(Buffer.concat([frame("a"), frame("b")]));
    expect(await client.read(3)).toEqual(frame("a"));
    expect((await closeOf(client)).code).toBe(4429);
    expect((await closeOf(upstream)).code).toBe(1001);
  });

  it("counts the messages of all connections of the API where it is the API's", async () => {
    const { open } = await start({ rateLimits: [limit({ scope: "api" })] });
    const one = await open();
    const other = await open("/echo/1.0.0/own");
    one.client.send(clientFrame("a"));
    await one.upstream.read(7);
    other.client.send(clientFrame("b"));
    expect((await closeOf(other.client)).code).toBe(4429);
  });
});

describe("a rate limit that drops", () => {
  it("takes out whole messages, and lets the ping within one pass", async () => {
    const { gateway, open } = await start({}, { rateLimits: [limit({ action: "drop" })] });
    const { client, upstream } = await open("/echo/1.0.0/own");
    const ping = clientFrame("hi", { opcode: 9 });
    const first = clientFrame("first");
    client.send(
      Buffer.concat([first, clientFrame("x".repeat(1_000)), clientFrame("be", { isFinal: false }), ping]),
    );
    expect(await upstream.read(first.length + ping.length)).toEqual(Buffer.concat([first, ping]));
    gateway.advance(1_000);
    const later = [clientFrame("gun", { opcode: 0 }), clientFrame("again")];
    for (const byte of Buffer.concat(later)) client.send(Buffer.from([byte]));
    expect(await upstream.read(11)).toEqual(clientFrame("again"));
    const [live] = gateway.plane.describeLive("api-echo", 1).connections;
    expect(live?.fromClient).toEqual({ messages: 2, bytes: 10, frames: 3 });
  });

  it("still closes between frames while a message is being dropped", async () => {
    const { gateway, open } = await start({ rateLimits: [limit({ action: "drop" })] });
    const { client, upstream } = await open();
    client.send(Buffer.concat([clientFrame("a"), clientFrame("half of this").subarray(0, 9)]));
    expect(await upstream.read(7)).toEqual(clientFrame("a"));
    gateway.apply({ kind: "route", id: "api-echo", record: null });
    expect((await closeOf(upstream)).code).toBe(1001);
    expect((await closeOf(client)).code).toBe(4404);
  });
});

describe("limits that change on a live connection", () => {
  it("apply from the next message on", async () => {
    const { open, change } = await start({});
    const { client, upstream } = await open();
    const begin = clientFrame("more than four", { isFinal: false });
    client.send(begin);
    await upstream.read(begin.length);
    change({ maxMessageBytes: 4 });
    const end = clientFrame(", and still more", { opcode: 0 });
    client.send(end);
    expect(await upstream.read(end.length)).toEqual(end);
    client.send(clientFrame("12345"));
    expect((await closeOf(client)).code).toBe(1009);
  });

  it("bring in a rate limit, and take one away", async () => {
    const { gateway, open, change } = await start({
      rateLimits: [limit({ action: "slow", perSecond: 1, burst: 1 })],
    });
    const { client, upstream } = await open();
    client.send(Buffer.concat(Array.from({ length: 100 }, () => clientFrame("a"))));
    await upstream.read(700);
    client.send(clientFrame("held"));
    expect(await settled(() => gateway.plane.stats().messagesIn)).toBe(100);
    change({ rateLimits: [limit({ burst: 2 })] });
    expect(await upstream.read(10)).toEqual(clientFrame("held"));
    client.send(Buffer.concat([clientFrame("a"), clientFrame("b")]));
    expect(await upstream.read(7)).toEqual(clientFrame("a"));
    expect((await closeOf(client)).code).toBe(4429);
  });
});

describe("a reader that sleeps", () => {
  it("costs a bounded amount of memory, and the others nothing", async () => {
    const { gateway, open } = await start({});
    const sleeper = await open();
    const others = [await open(), await open("/echo/1.0.0/own")];
    sleeper.client.socket.pause();
    const flood = frame(Buffer.alloc(1024 * 1024, 7), { opcode: 2 });
    for (let count = 0; count < 32; count++) sleeper.upstream.send(flood);
    await settled(() => gateway.plane.stats().bytesOut);
    for (const { client, upstream } of others) {
      client.send(clientFrame("a"));
      upstream.send(frame("b"));
      expect([await upstream.read(7), await client.read(3)]).toEqual([clientFrame("a"), frame("b")]);
    }
    const live = gateway.plane.describeLive("api-echo", 10);
    const queued = live.connections.map((it) => it.queuedBytes).sort((a, b) => a - b);
    expect([live.total, queued[0], queued[1]]).toEqual([3, 0, 0]);
    expect(queued[2]).toBeGreaterThan(0);
    expect(queued[2]).toBeLessThan(256 * 1024);
    sleeper.client.send(clientFrame(closePayload(1000), { opcode: 8 }));
    await sleeper.upstream.read(8);
  });
});
