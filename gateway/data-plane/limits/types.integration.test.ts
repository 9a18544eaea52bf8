// Types mean what they say: a topic without Publish takes no messages from clients, one without Subscribe gives none,
// whatever way their bytes are cut, while pings, pongs and closes pass.
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { clientFrame, closePayload, frame } from "#gateway/data-plane/test-kit/frames.ts";
import {
  type RouteOverrides,
  route,
  routeEntry,
  startGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import { nextRecord } from "#gateway/data-plane/test-kit/records.ts";
import { openPair, startRawBackend, upgradeResponse } from "#gateway/data-plane/test-kit/wire.ts";
import { defaultTopicPolicy } from "#lib/routes/limits.ts";
import type { TopicRoute } from "#lib/routes/route-record.ts";

const PING = 9;
const PONG = 10;
const CLOSE = 8;
const REASON = "This topic takes no messages from clients: it has no Publish";
const DEFLATE = { "Sec-WebSocket-Extensions": "permessage-deflate" };

async function start(types: Partial<TopicRoute>, overrides: RouteOverrides = {}) {
  const backend = await startRawBackend();
  const record = (own: Partial<TopicRoute>, more: RouteOverrides = {}) =>
    routeEntry(route(backend.url, { topics: [topic("/*", own)], ...overrides, ...more }));
  const gateway = await startGateway([record(types)]);
  return { backend, gateway, record };
}

const modes = [
  { mode: "raw", inspect: false },
  { mode: "inspected", inspect: true },
];

describe.each(modes)("a topic without Publish, $mode", ({ inspect }) => {
  const types = { publish: false, policy: { ...defaultTopicPolicy, inspect } };

  it("closes with 4405 at a client's message, and none of it reaches the backend", async () => {
    const { backend, gateway } = await start(types);
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    const record = nextRecord();
    client.send(Buffer.concat([clientFrame("hi", { opcode: PING }), clientFrame("order 66")]));
    expect(await client.readAll()).toEqual(frame(closePayload(4405, REASON), { opcode: CLOSE }));
    const got = await upstream.readAll();
    // The ping, and the gateway's own Close: both masked, in six bytes of head.
    expect([got[0], got[1], got[8]]).toEqual([0x89, 0x82, 0x88]);
    expect(got.subarray(9)).toHaveLength(1 + 4 + ((got[9] ?? 0) & 0x7f));
    client.socket.end();
    upstream.socket.end();
    expect(await record).toMatchObject({ code: 4405, closedBy: "gateway", policy: "enforceTypes" });
  });

  it("passes pings, pongs, the backend's messages and the client's close", async () => {
    const { backend, gateway } = await start(types);
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    upstream.send(Buffer.concat([frame("news"), frame("?", { opcode: PING })]));
    expect(await client.read(9)).toEqual(Buffer.concat([frame("news"), frame("?", { opcode: PING })]));
    client.send(clientFrame("?", { opcode: PONG }));
    expect((await upstream.read(7))[0]).toBe(0x8a);
    client.send(clientFrame(closePayload(1000), { opcode: CLOSE }));
    expect((await upstream.read(8))[0]).toBe(0x88);
  });

  it("takes messages where the API does not enforce types", async () => {
    const { backend, gateway } = await start(types, { passRules: { enforcesTypes: false } });
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    client.send(clientFrame("hello"));
    expect((await upstream.read(11))[0]).toBe(0x81);
  });
});

describe("a client's message on a raw topic without Publish", () => {
  const pieces = [1, 2, 5, 7];
  it.each(pieces)("is refused as well in pieces of %i bytes, and as fragments", async (size) => {
    const { backend, gateway } = await start({ publish: false });
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    const bytes = Buffer.concat([clientFrame("a", { isFinal: false }), clientFrame("b", { opcode: 0 })]);
    for (let at = 0; at < bytes.length; at += size) client.send(bytes.subarray(at, at + size));
    expect(await client.readAll()).toEqual(frame(closePayload(4405, REASON), { opcode: CLOSE }));
    expect((await upstream.readAll())[0]).toBe(0x88);
  });

  it.each([
    ["empty", clientFrame("")],
    ["binary", clientFrame("x", { opcode: 2 })],
    ["a continuation of nothing", clientFrame("x", { opcode: 0 })],
    ["larger than a message may be", clientFrame("x".repeat(2_000))],
  ])("is refused too when it is %s", async (_what, bytes) => {
    const { backend, gateway } = await start({ publish: false }, { limits: { maxMessageBytes: 1_000 } });
    const { client } = await openPair(gateway.wsPort, backend);
    client.send(bytes);
    expect(await client.readAll()).toEqual(frame(closePayload(4405, REASON), { opcode: CLOSE }));
  });

  it("is let to its end where the type is taken away in the middle; the next one is refused", async () => {
    const { backend, gateway, record } = await start({});
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    client.send(clientFrame("a", { isFinal: false }));
    await upstream.read(7);
    gateway.apply(record({ publish: false }, { revision: 2 }));
    client.send(clientFrame("b", { opcode: 0 }));
    expect((await upstream.read(7))[0]).toBe(0x80);
    client.send(clientFrame("c"));
    expect(await client.readAll()).toEqual(frame(closePayload(4405, REASON), { opcode: CLOSE }));
    expect((await upstream.readAll())[0]).toBe(0x88);
  });
});

describe.each(modes)("a topic without Subscribe, $mode", ({ inspect }) => {
  const types = { subscribe: false, policy: { ...defaultTopicPolicy, inspect } };

  it("leaves out what the backend sends, with its fragments, and its record says how much", async () => {
    const { backend, gateway } = await start(types);
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    const record = nextRecord();
    const ping = frame("!", { opcode: PING });
    upstream.send(
      Buffer.concat([
        frame("one"),
        frame("t", { isFinal: false }),
        ping,
        frame("wo", { opcode: 0 }),
        frame("x".repeat(70_000), { opcode: 2 }),
        frame(closePayload(1000), { opcode: CLOSE }),
      ]),
    );
    const expected = Buffer.concat([ping, frame(closePayload(1000), { opcode: CLOSE })]);
    expect(await client.read(expected.length)).toEqual(expected);
    client.send(clientFrame(closePayload(1000), { opcode: CLOSE }));
    client.socket.end();
    upstream.socket.end();
    expect(await record).toMatchObject({ code: 1000, closedBy: "backend", droppedForType: 3 });
    const [usage] = gateway.plane.takeUsage();
    expect(usage?.details.dropped).toBe(3);
  });

  it("takes the client's messages", async () => {
    const { backend, gateway } = await start(types);
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    client.send(clientFrame("hello"));
    expect((await upstream.read(11))[0]).toBe(0x81);
  });

  it("gives the backend's messages where the API does not enforce types", async () => {
    const { backend, gateway } = await start(types, { passRules: { enforcesTypes: false } });
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    upstream.send(frame("hello"));
    expect(await client.read(7)).toEqual(frame("hello"));
  });
});

describe("a live connection whose topic gets Subscribe", () => {
  it("gets messages from then on", async () => {
    const { backend, gateway, record } = await start({ subscribe: false });
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    const seen = frame("!", { opcode: PING });
    upstream.send(Buffer.concat([frame("lost"), seen]));
    expect(await client.read(3)).toEqual(seen);
    gateway.apply(record({ subscribe: true }, { revision: 2 }));
    upstream.send(frame("found"));
    expect(await client.read(7)).toEqual(frame("found"));
  });

  it("gets none where a compression context has missed some: a client would read nonsense", async () => {
    const { backend, gateway, record } = await start({ subscribe: false });
    const client = new WebSocket(`ws://127.0.0.1:${gateway.wsPort}/echo/1.0.0`);
    onTestFinished(() => client.terminate());
    const heard: string[] = [];
    client.on("message", (data) => heard.push(String(data)));
    const upstream = await backend.accept();
    upstream.send(upgradeResponse(await upstream.readHead(), DEFLATE));
    await once(client, "open");
    upstream.send(Buffer.concat([frame("lost"), frame("1", { opcode: PING })]));
    await once(client, "ping");
    gateway.apply(record({ subscribe: true }, { revision: 2 }));
    upstream.send(Buffer.concat([frame("after"), frame("2", { opcode: PING })]));
    await once(client, "ping");
    expect(heard).toEqual([]);
  });
});
