// Topics whose messages are read: what breaks the rules is told at once, what came before it is delivered, and what a
// message may take is bounded.
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { clientFrame, closePayload, frame } from "#gateway/data-plane/test-kit/frames.ts";
import { route, routeEntry, startGateway, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import { nextRecord } from "#gateway/data-plane/test-kit/records.ts";
import {
  dialWire,
  startRawBackend,
  upgradeRequest,
  upgradeResponse,
} from "#gateway/data-plane/test-kit/wire.ts";
import type { RuntimeLimits } from "#lib/routes/limits.ts";

async function open(limits: Partial<RuntimeLimits> = {}, extensions = "") {
  const backend = await startRawBackend();
  const topics = [topic("/*", { policy: { inspect: true, rateLimits: [] } })];
  const gateway = await startGateway([routeEntry(route(backend.url, { limits, topics }))]);
  const headers = extensions === "" ? {} : { "Sec-WebSocket-Extensions": extensions };
  const client = await dialWire(gateway.wsPort);
  client.send(upgradeRequest("/echo/1.0.0", headers));
  const upstream = await backend.accept();
  upstream.send(upgradeResponse(await upstream.readHead(), headers));
  await client.readHead();
  return { client, upstream };
}

/** A compressed message of so many equal bytes. */
function deflated(bytes: number): Buffer {
  const body = clientFrame(deflateRawSync(Buffer.alloc(bytes, 0x61), { finishFlush: 2 }).subarray(0, -4));
  body[0] = (body[0] ?? 0) | 0x40;
  return body;
}

const begun = Buffer.concat([
  clientFrame("ok", { isFinal: false }),
  clientFrame("x".repeat(100), { opcode: 0, isFinal: false }),
]);

describe("a client that breaks the rules, of a backend that never answers", () => {
  it.each([
    ["a frame's head", clientFrame("x", { opcode: 3 }), 1002],
    ["a bad byte of a message", clientFrame(Buffer.from("ff", "hex")), 1007],
    [
      "a bad byte in a fragment",
      Buffer.concat([begun, clientFrame(Buffer.from("eda0", "hex"), { opcode: 0, isFinal: false })]),
      1007,
    ],
    ["the first bytes of a frame of 1,000", clientFrame(Buffer.alloc(1_000, 0xff)).subarray(0, 9), 1007],
  ])("hears it at once: %s", async (_name, bytes, code) => {
    const { client } = await open();
    client.send(bytes);
    const startedMs = performance.now();
    expect((await client.read(4)).readUInt16BE(2)).toBe(code);
    // And not only when the backend's 5 s to answer are over.
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });

  it("has what came before delivered first, and hears it soon after that", async () => {
    const { client, upstream } = await open();
    client.send(Buffer.concat([clientFrame("one"), clientFrame("two"), clientFrame("x", { opcode: 3 })]));
    const seen = await upstream.read(18 + 8);
    expect([seen[0], seen[9], seen[18]]).toEqual([0x81, 0x81, 0x88]);
    expect((await client.read(4)).readUInt16BE(2)).toBe(1002);
  });
});

describe("the size of what is read", () => {
  it("is 16 MB where the API sets none: compressed", async () => {
    const { client, upstream } = await open({}, "permessage-deflate");
    const bomb = deflated(100_000_000);
    const before = process.memoryUsage().arrayBuffers;
    client.send(bomb);
    expect((await client.read(4)).readUInt16BE(2)).toBe(1009);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000);
    expect((await upstream.readAll()).length).toBeLessThan(100);
  });

  it("is 16 MB where the API sets none: plain, in fragments", async () => {
    const { client } = await open();
    const piece = Buffer.alloc(4_194_304, 0x61);
    client.send(clientFrame(piece, { isFinal: false }));
    for (let index = 0; index < 3; index++) client.send(clientFrame(piece, { opcode: 0, isFinal: false }));
    client.send(clientFrame("x", { opcode: 0 }));
    expect((await client.read(4)).readUInt16BE(2)).toBe(1009);
  });

  it("counts bytes, not fragments: 200,000 of one byte pass as one message", async () => {
    const { client, upstream } = await open();
    const pieces = Array.from({ length: 199_999 }, () => clientFrame("y", { opcode: 0, isFinal: false }));
    client.send(
      Buffer.concat([clientFrame("y", { isFinal: false }), ...pieces, clientFrame("", { opcode: 0 })]),
    );
    const head = await upstream.read(14);
    expect([head[0], head[1], Number(head.readBigUInt64BE(2))]).toEqual([0x81, 0xff, 200_000]);
  });
});

it("delivers a backend's good messages before the bad one's close", async () => {
  const { client, upstream } = await open();
  upstream.send(Buffer.concat([frame("one"), frame("two"), frame(closePayload(1005), { opcode: 8 })]));
  const seen = await client.readAll();
  expect(seen.subarray(0, 10)).toEqual(Buffer.concat([frame("one"), frame("two")]));
  expect(seen.readUInt16BE(12)).toBe(1014);
});

describe("the memory of what a worker reads", () => {
  const topics = [topic("/*", { policy: { inspect: true, rateLimits: [] } })];
  const headers = { "Sec-WebSocket-Extensions": "permessage-deflate" };

  async function startTwoApis() {
    const backend = await startRawBackend();
    const other = { apiId: "api-other", basePaths: ["/other"] };
    const entries = [
      routeEntry(route(backend.url, { topics })),
      routeEntry(route(backend.url, { topics, ...other })),
    ];
    const gateway = await startGateway(entries, { messageMemoryBytes: 10_000_000 });
    return async (path: string) => {
      const client = await dialWire(gateway.wsPort);
      client.send(upgradeRequest(path, headers));
      const upstream = await backend.accept();
      upstream.send(upgradeResponse(await upstream.readHead(), headers));
      await client.readHead();
      return { client, upstream };
    };
  }

  it("is bounded in sum: 1013, and other APIs go on; what closes gives it back", async () => {
    const connect = await startTwoApis();
    const holder = await connect("/echo/1.0.0");
    const begun = deflated(5_000_000);
    begun[0] = (begun[0] ?? 0) & 0x7f;
    holder.client.send(begun);
    // The ping comes back only after all that stands before it was inflated.
    holder.client.send(clientFrame("held", { opcode: 9 }));
    expect((await holder.upstream.read(10))[0]).toBe(0x89);

    const second = await connect("/echo/1.0.0");
    const ended = nextRecord();
    second.client.send(deflated(5_000_000));
    expect((await second.client.read(4)).readUInt16BE(2)).toBe(1013);
    expect((await second.upstream.read(2))[0]).toBe(0x88);
    second.client.socket.destroy();
    expect(await ended).toMatchObject({ code: 1013, policy: "memory", closedBy: "gateway" });

    const elsewhere = await connect("/other");
    elsewhere.client.send(clientFrame("hello"));
    expect((await elsewhere.upstream.read(11))[0]).toBe(0x81);

    const holderEnded = nextRecord();
    holder.client.socket.destroy();
    holder.upstream.socket.destroy();
    await holderEnded;
    const later = await connect("/echo/1.0.0");
    later.client.send(deflated(5_000_000));
    expect((await later.upstream.read(1))[0]).toBe(0xc1);
  });

  it("is bounded for what a backend sends too, and its client can try again", async () => {
    const connect = await startTwoApis();
    const holder = await connect("/echo/1.0.0");
    const bomb = deflateRawSync(Buffer.alloc(5_000_000), { finishFlush: 2 }).subarray(0, -4);
    const begun = frame(bomb, { isFinal: false, opcode: 2 });
    begun[0] = (begun[0] ?? 0) | 0x40;
    holder.upstream.send(Buffer.concat([begun, frame("held", { opcode: 9 })]));
    expect((await holder.client.read(6))[0]).toBe(0x89);
    const second = await connect("/echo/1.0.0");
    second.upstream.send(begun);
    expect((await second.client.read(4)).readUInt16BE(2)).toBe(1013);
  });

  it("is not what compressed data weighs: a message of its largest size passes though it does not shrink", async () => {
    const { client, upstream } = await open({ maxMessageBytes: 100_000 }, "permessage-deflate");
    const noise = Buffer.alloc(100_000, 0);
    for (let at = 0, seed = 1; at < noise.length; at++) {
      seed = (seed * 48_271) % 2_147_483_647;
      noise[at] = seed & 0xff;
    }
    const packed = deflateRawSync(noise, { finishFlush: 2 }).subarray(0, -4);
    expect(packed.length).toBeGreaterThan(100_000);
    const message = clientFrame(packed, { opcode: 2 });
    message[0] = (message[0] ?? 0) | 0x40;
    client.send(message);
    expect((await upstream.read(1))[0]).toBe(0xc2);
  });
});
