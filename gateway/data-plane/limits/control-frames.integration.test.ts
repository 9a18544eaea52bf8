// Floods of pings and pongs: they have a rate of their own, and their bytes count as bytes.
import { describe, expect, it } from "vitest";
import { clientFrame, frame } from "#gateway/data-plane/test-kit/frames.ts";
import { route, routeEntry, startGateway, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, startRawBackend, type Wire } from "#gateway/data-plane/test-kit/wire.ts";
import type { RateLimit, RuntimeLimits } from "#lib/routes/limits.ts";

const PING = 9;
const PONG = 10;
const payload = "p".repeat(125);

async function open(inspect: boolean, limits: Partial<RuntimeLimits>) {
  const backend = await startRawBackend();
  const topics = [topic("/*", { policy: { inspect, rateLimits: [] } })];
  const record = route(backend.url, { topics, limits });
  const gateway = await startGateway([routeEntry(record)]);
  return { gateway, record, ...(await openPair(gateway.wsPort, backend)) };
}

function times(count: number, bytes: Buffer): Buffer {
  return Buffer.concat(Array.from({ length: count }, () => bytes));
}

/** Frames of small payloads until the end: opcode and, of a Close, its code. */
async function framesTo(wire: Wire, isMasked: boolean): Promise<string[]> {
  const bytes = await wire.readAll();
  const seen: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const opcode = (bytes[at] ?? 0) & 0x0f;
    const length = (bytes[at + 1] ?? 0) & 0x7f;
    const payloadAt = at + 2 + (isMasked ? 4 : 0);
    const code = bytes.readUInt16BE(payloadAt) ^ (isMasked ? bytes.readUInt16BE(at + 2) : 0);
    seen.push(opcode === 8 ? `close ${code}` : String(opcode));
    at = payloadAt + length;
  }
  return seen;
}

describe.each([
  ["raw", false],
  ["inspected", true],
] as const)("on a topic that is %s", (_name, inspect) => {
  it.each([PING, PONG])(
    "closes a client that sends more than the rate with 1008: opcode %d",
    async (opcode) => {
      const { client, upstream } = await open(inspect, { maxControlFramesPerSecond: 50 });
      client.send(times(2_492, clientFrame(payload, { opcode })));
      expect(await framesTo(client, false)).toEqual(["close 1008"]);
      const passed = await framesTo(upstream, true);
      expect(passed.at(-1)).toBe("close 1001");
      expect(passed.length - 1).toBeGreaterThanOrEqual(50);
      expect(passed.length - 1).toBeLessThan(200);
    },
  );

  it("closes a backend that does, and its client with 1001", async () => {
    const { client, upstream } = await open(inspect, { maxControlFramesPerSecond: 50 });
    upstream.send(times(2_492, frame(payload, { opcode: PING })));
    expect((await framesTo(client, false)).at(-1)).toBe("close 1001");
    expect(await framesTo(upstream, true)).toEqual(["close 1008"]);
  });

  it("lets as many pass as grow back, for as long as it goes on", async () => {
    const { gateway, client, upstream } = await open(inspect, { maxControlFramesPerSecond: 50 });
    for (let second = 0; second < 5; second++) {
      client.send(times(50, clientFrame(payload, { opcode: PING })));
      await upstream.read(50 * 131);
      gateway.advance(1_000);
    }
    client.send(clientFrame("alive"));
    expect((await upstream.read(11))[0]).toBe(0x81);
  });

  it("counts their bytes as bytes: 4429 where a limit of bytes closes", async () => {
    const bytes: RateLimit = {
      scope: "connection",
      direction: "fromClient",
      unit: "bytes",
      perSecond: 100,
      burst: 300,
      action: "close",
    };
    const { client, upstream } = await open(inspect, { rateLimits: [bytes] });
    client.send(times(2_492, clientFrame(payload, { opcode: PING })));
    expect(await framesTo(client, false)).toEqual(["close 4429"]);
    expect(await framesTo(upstream, true)).toEqual(["9", "9", "close 1001"]);
  });

  it("follows the rate when it changes", async () => {
    const { gateway, record, client, upstream } = await open(inspect, { maxControlFramesPerSecond: 1_000 });
    client.send(times(100, clientFrame(payload, { opcode: PING })));
    await upstream.read(100 * 131);
    gateway.apply(routeEntry({ ...record, limits: { ...record.limits, maxControlFramesPerSecond: 5 } }));
    client.send(times(100, clientFrame(payload, { opcode: PING })));
    expect(await framesTo(client, false)).toEqual(["close 1008"]);
  });
});
