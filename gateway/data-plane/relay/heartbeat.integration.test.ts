// The gateway's own pings: who gets one, what becomes of the answer, and what of a peer that gives none.
import { describe, expect, it, onTestFinished } from "vitest";
import { type ConnectionClosed, subscribe } from "#gateway/data-plane/connections/channels.ts";
import { clientFrame, frame } from "#gateway/data-plane/test-kit/frames.ts";
import {
  route,
  routeEntry,
  startGateway,
  type TestGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, startRawBackend, type Wire } from "#gateway/data-plane/test-kit/wire.ts";
import type { RuntimeLimits } from "#lib/routes/limits.ts";

/** Bytes of a ping to a client, and to a backend. */
const CLIENT_PING_BYTES = 8;
const BACKEND_PING_BYTES = 12;
const patient = { heartbeatIntervalMs: 1_000, heartbeatTimeoutMs: 600_000 };
const strict = { heartbeatIntervalMs: 1_000, heartbeatTimeoutMs: 1_000 };

const inspected = [topic("/*", { policy: { inspect: true, rateLimits: [] } })];
const flood = frame(Buffer.alloc(16 * 1024 * 1024, 7), { opcode: 2 });

function queuedBytes(gateway: TestGateway): number {
  return gateway.plane.describeLive("api-echo", 1).connections.at(0)?.queuedBytes ?? 0;
}

async function start(limits: Partial<RuntimeLimits>, topics = [topic("/*")]) {
  const backend = await startRawBackend();
  const gateway = await startGateway([routeEntry(route(backend.url, { limits, topics }))]);
  const open = () => openPair(gateway.wsPort, backend);
  /** Lets time fly until the returned function is called. */
  const letTimeFly = (): (() => void) => {
    const clock = setInterval(() => gateway.advance(600), 25);
    onTestFinished(() => clearInterval(clock));
    return () => clearInterval(clock);
  };
  return { gateway, open, letTimeFly };
}

/** Payload of a frame with a short length. */
function payloadOf(bytes: Buffer): Buffer {
  if (((bytes[1] ?? 0) & 0x80) === 0) return bytes.subarray(2);
  return Buffer.from(bytes.subarray(6).map((byte, index) => byte ^ (bytes[2 + (index & 3)] ?? 0)));
}

/** Has one end answer every ping that comes in a piece of its own. */
function answerPings(wire: Wire, encode: typeof frame): void {
  wire.socket.on("data", (chunk: Buffer) => {
    if (chunk[0] === 0x89) wire.send(encode(payloadOf(chunk), { opcode: 10 }));
  });
}

function closedRecord(response: string): Promise<ConnectionClosed> {
  const id = /X-Sluice-Connection: (.*)\r/.exec(response)?.[1];
  const { promise, resolve } = Promise.withResolvers<ConnectionClosed>();
  onTestFinished(
    subscribe("sluice:connection.close", (event) => event.connectionId === id && resolve(event)),
  );
  return promise;
}

describe("a silent leg", () => {
  it("is sent a ping, whose answer goes no further", async () => {
    const { open, letTimeFly } = await start(patient);
    const { client, upstream } = await open();
    const stop = letTimeFly();
    const toClient = await client.read(CLIENT_PING_BYTES);
    const toBackend = await upstream.read(BACKEND_PING_BYTES);
    stop();
    expect([toClient[0], toClient[1]]).toEqual([0x89, 6]);
    expect([toBackend[0], toBackend[1]]).toEqual([0x89, 0x86]);
    client.send(Buffer.concat([clientFrame(payloadOf(toClient), { opcode: 10 }), clientFrame("up")]));
    upstream.send(Buffer.concat([frame(payloadOf(toBackend), { opcode: 10 }), frame("down")]));
    expect(await upstream.read(8)).toEqual(clientFrame("up"));
    expect(await client.read(6)).toEqual(frame("down"));
  });

  it("may send pings and pongs of its own, which pass", async () => {
    const { open, letTimeFly } = await start(patient);
    const { client, upstream } = await open();
    const stop = letTimeFly();
    const toClient = await client.read(CLIENT_PING_BYTES);
    const toBackend = await upstream.read(BACKEND_PING_BYTES);
    stop();
    const up = [clientFrame("123456", { opcode: 10 }), clientFrame(payloadOf(toClient), { opcode: 9 })];
    const down = [frame("", { opcode: 10 }), frame(payloadOf(toBackend), { opcode: 9 })];
    client.send(Buffer.concat(up));
    upstream.send(Buffer.concat(down));
    expect(await upstream.read(24)).toEqual(Buffer.concat(up));
    expect(await client.read(10)).toEqual(Buffer.concat(down));
  });

  it.each([
    ["as bytes", [topic("/*")]],
    ["as messages", inspected],
  ])(
    "tells what pings and pongs came, and after what time its own was answered: %s",
    async (_how, topics) => {
      const { gateway, open, letTimeFly } = await start(patient, topics);
      const controls = () => gateway.plane.describeLive("api-echo", 1).connections.at(0)?.controls;
      const { client, upstream } = await open();
      const none = { pingsFromClient: 0, pongsFromClient: 0, pingsFromBackend: 0, pongsFromBackend: 0 };
      expect(controls()).toEqual({ ...none, clientRoundTripMs: null, backendRoundTripMs: null });
      const stop = letTimeFly();
      const toClient = await client.read(CLIENT_PING_BYTES);
      const toBackend = await upstream.read(BACKEND_PING_BYTES);
      stop();
      gateway.advance(250);
      client.send(
        Buffer.concat([clientFrame(payloadOf(toClient), { opcode: 10 }), clientFrame("hi", { opcode: 9 })]),
      );
      await upstream.read(clientFrame("hi").length);
      const answer = Buffer.concat([frame(payloadOf(toBackend), { opcode: 10 }), frame("down")]);
      upstream.send(answer);
      await client.read(frame("down").length);
      const first = controls();
      expect(first?.clientRoundTripMs).toBeGreaterThanOrEqual(250);
      expect(first?.backendRoundTripMs).toBeGreaterThanOrEqual(250);
      gateway.advance(500);
      upstream.send(answer);
      await client.read(frame("down").length);
      expect(controls(), "an answer that comes again is counted, and tells no time").toEqual({
        ...none,
        pingsFromClient: 1,
        pongsFromClient: 1,
        pongsFromBackend: 2,
        clientRoundTripMs: first?.clientRoundTripMs,
        backendRoundTripMs: first?.backendRoundTripMs,
      });
    },
  );

  it("gets its ping between two frames only", async () => {
    const { open, letTimeFly } = await start(patient);
    const { client, upstream } = await open();
    const bytes = frame("a message in two pieces");
    upstream.send(bytes.subarray(0, 9));
    await client.read(9);
    letTimeFly();
    // Both legs are silent: that the backend has its ping says that the client's was due.
    await upstream.read(BACKEND_PING_BYTES);
    upstream.send(bytes.subarray(9));
    expect(await client.read(bytes.length - 9)).toEqual(bytes.subarray(9));
    expect((await client.read(CLIENT_PING_BYTES))[0]).toBe(0x89);
  });

  it("is left alone while it talks", async () => {
    const { gateway, open } = await start(patient);
    const { client, upstream } = await open();
    const up = clientFrame("up");
    for (let count = 0; count < 200; count++) {
      client.send(up);
      expect(await upstream.read(up.length)).toEqual(up);
      upstream.send(frame("down"));
      expect(await client.read(6)).toEqual(frame("down"));
      gateway.advance(20);
    }
  });
});

describe("a leg that does not answer", () => {
  it("is half open: the connection of a client that is gone ends with 4408", async () => {
    const { open, letTimeFly } = await start(strict);
    const { client, upstream, response } = await open();
    const closed = closedRecord(response);
    answerPings(upstream, frame);
    letTimeFly();
    await upstream.ended();
    upstream.socket.end();
    expect(await closed).toMatchObject({
      code: 4408,
      closedBy: "gateway",
      policy: "heartbeat",
      clientLeg: "lost",
    });
    await client.ended();
  });

  it("is told to the client where it is the backend", async () => {
    const { open, letTimeFly } = await start(strict);
    const { client, response } = await open();
    const closed = closedRecord(response);
    answerPings(client, clientFrame);
    letTimeFly();
    const bytes = await client.readAll();
    client.socket.end();
    expect(bytes.includes(Buffer.from([0x88, 2 + (await closed).why.length, 4408 >> 8, 4408 & 0xff]))).toBe(
      true,
    );
    expect(await closed).toMatchObject({ code: 4408, policy: "heartbeat", backendLeg: "lost" });
  });

  it("lives on as long as it answers", async () => {
    const { open, letTimeFly } = await start(strict);
    const { client, upstream } = await open();
    const pingsSeen = { client: 0, upstream: 0 };
    client.socket.on("data", () => pingsSeen.client++);
    upstream.socket.on("data", () => pingsSeen.upstream++);
    answerPings(client, clientFrame);
    answerPings(upstream, frame);
    letTimeFly();
    await expect
      .poll(() => Math.min(pingsSeen.client, pingsSeen.upstream), { interval: 5 })
      .toBeGreaterThan(5);
    expect([client.socket.closed, upstream.socket.closed]).toEqual([false, false]);
  });

  it("is gone where it takes no byte of what is streamed to it, in the middle of a message too", async () => {
    const { gateway, open, letTimeFly } = await start(strict);
    const { client, upstream, response } = await open();
    const closed = closedRecord(response);
    client.socket.pause();
    upstream.send(flood);
    await expect.poll(() => queuedBytes(gateway), { interval: 5 }).toBeGreaterThan(0);
    letTimeFly();
    expect(await closed).toMatchObject({ code: 4408, policy: "heartbeat", clientLeg: "lost" });
  });

  it("is gone the same way where its messages are inspected", async () => {
    const { gateway, open, letTimeFly } = await start(strict, inspected);
    const { client, upstream, response } = await open();
    const closed = closedRecord(response);
    client.socket.pause();
    for (let count = 0; count < 256; count += 1) upstream.send(frame(Buffer.alloc(65_536, 7), { opcode: 2 }));
    await expect.poll(() => queuedBytes(gateway), { interval: 5 }).toBeGreaterThan(0);
    letTimeFly();
    expect(await closed).toMatchObject({ code: 4408, policy: "heartbeat", clientLeg: "lost" });
  });
});
