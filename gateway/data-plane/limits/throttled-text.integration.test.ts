// The text frame that WSO2's gateway sends instead of closing, for APIs that choose it: when, where among the backend's
// frames, and that the connection stays.
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { apiKey, applicationEntry, planEntry } from "#gateway/data-plane/test-kit/consumers.ts";
import { clientFrame, closePayload, frame } from "#gateway/data-plane/test-kit/frames.ts";
import {
  credentialEntry,
  type RouteOverrides,
  route,
  routeEntry,
  startGateway,
  topic,
} from "#gateway/data-plane/test-kit/gateway.ts";
import { openPair, startRawBackend, upgradeResponse, type Wire } from "#gateway/data-plane/test-kit/wire.ts";
import type { RateLimit } from "#lib/routes/limits.ts";

const TOLD = frame("Error code: 4003 reason: Websocket frame throttled out");
const deflate = { "Sec-WebSocket-Extensions": "permessage-deflate" };

function limit(overrides: Partial<RateLimit> = {}): RateLimit {
  const each = { scope: "connection", direction: "fromClient", unit: "messages" } as const;
  return { ...each, perSecond: 1, burst: 1, action: "close", ...overrides };
}

async function start(rateLimits: readonly RateLimit[], { inspect = false, tellsThrottled = true } = {}) {
  const backend = await startRawBackend();
  const record = route(backend.url, {
    limits: { rateLimits: [...rateLimits] },
    passRules: { tellsThrottled },
    topics: [topic("/*", { policy: { inspect, rateLimits: [] } })],
  });
  const gateway = await startGateway([routeEntry(record)]);
  const change = (next: RouteOverrides): void =>
    gateway.apply(
      routeEntry({
        ...record,
        revision: 2,
        limits: { ...record.limits, ...next.limits },
        passRules: { ...record.passRules, ...next.passRules },
      }),
    );
  const open = (headers: Readonly<Record<string, string>> = {}) =>
    openPair(gateway.wsPort, backend, "/echo/1.0.0", headers);
  const queued = () => gateway.plane.describeLive("api-echo", 1).connections[0]?.queuedBytes ?? 0;
  return { gateway, backend, change, open, queued };
}

/** What one connection may keep waiting, in bytes: a few chunks of the smallest messages, each told of. */
const MOST_QUEUED = 2_000_000;

/** Sends frames, each its own over and over, until none of the wires is read any more. */
async function sendUntilUnread(
  floods: readonly { readonly wire: Wire; readonly bytes: Buffer }[],
): Promise<void> {
  const blocks = floods.map(({ wire, bytes }) => ({
    wire,
    block: Buffer.alloc(1_000 * bytes.length, bytes),
  }));
  for (let rounds = 0; blocks.some(({ wire }) => wire.socket.writableLength < 4_000_000); rounds++) {
    if (rounds > 20_000) throw new Error("everything was taken");
    for (const { wire, block } of blocks)
      if (wire.socket.writableLength < 4_000_000) wire.socket.write(block);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What a count is once it is no longer 0 and stays as it is. */
async function settled(count: () => number): Promise<number> {
  let before = 0;
  const hasSettled = () => {
    const isSame = count() > 0 && count() === before;
    before = count();
    return isSame;
  };
  await expect.poll(hasSettled, { interval: 50, timeout: 10_000 }).toBe(true);
  return before;
}

/** The payload of the next short frame that a backend gets. */
async function received(upstream: Wire): Promise<string> {
  const head = await upstream.read(6);
  const payload = await upstream.read((head[1] ?? 0) & 0x7f);
  return Buffer.from(payload.map((byte, at) => byte ^ (head[2 + (at & 3)] ?? 0))).toString();
}

describe.each([
  ["raw", false],
  ["inspected", true],
])("a %s connection over a limit of an API that tells", (_name, inspect) => {
  it("hears it once for each message, which is left out, and stays", async () => {
    const { gateway, open } = await start([limit()], { inspect });
    const { client, upstream } = await open();
    client.send(Buffer.concat(["a", "b", "c"].map((it) => clientFrame(it))));
    expect(await client.read(2 * TOLD.length)).toEqual(Buffer.concat([TOLD, TOLD]));
    gateway.advance(1_000);
    client.send(clientFrame("d"));
    expect([await received(upstream), await received(upstream)]).toEqual(["a", "d"]);
    upstream.send(frame("answer"));
    expect(await client.read(8)).toEqual(frame("answer"));
  });

  it("hears it in place of what its backend sends too much", async () => {
    const { open } = await start([limit({ direction: "fromBackend" })], { inspect });
    const { client, upstream } = await open();
    const refused = [
      frame("be", { isFinal: false }),
      frame("hi", { opcode: 9 }),
      frame("gun", { opcode: 0 }),
    ];
    upstream.send(Buffer.concat([frame("a"), ...refused]));
    const ping = frame("hi", { opcode: 9 });
    // Where messages are read, one is judged when it is whole.
    const around = inspect ? [ping, TOLD] : [TOLD, ping];
    expect(await client.read(3 + TOLD.length + 4)).toEqual(Buffer.concat([frame("a"), ...around]));
  });

  it("hears it over a limit of bytes, and no more once the limit is raised, or closes once the rule is off", async () => {
    const { gateway, change, open } = await start([limit({ unit: "bytes", perSecond: 4, burst: 4 })], {
      inspect,
    });
    const { client, upstream } = await open();
    client.send(Buffer.concat([clientFrame("12345"), clientFrame("1234")]));
    expect(await client.read(TOLD.length)).toEqual(TOLD);
    expect(await received(upstream)).toBe("1234");
    change({ limits: { rateLimits: [limit({ unit: "bytes", perSecond: 5, burst: 5 })] } });
    client.send(clientFrame("12345"));
    expect(await received(upstream)).toBe("12345");
    change({ passRules: { tellsThrottled: false } });
    gateway.advance(10_000);
    client.send(clientFrame("12345"));
    const close = await client.readAll();
    expect([close[0], close.readUInt16BE(2)]).toEqual([0x88, 4429]);
  });

  it("hears nothing behind a Close frame of its backend", async () => {
    const { open } = await start([limit({ burst: 1 })], { inspect });
    const { client, upstream } = await open();
    upstream.send(frame(closePayload(1000), { opcode: 8 }));
    const close = await client.read(4);
    client.send(
      Buffer.concat([clientFrame("a"), clientFrame("b"), clientFrame(closePayload(1000), { opcode: 8 })]),
    );
    expect(close).toEqual(frame(closePayload(1000), { opcode: 8 }));
    upstream.socket.end();
    expect(await client.readAll()).toHaveLength(0);
  });

  it.each(["fromClient", "fromBackend"] as const)(
    "reads nothing more %s while the client does not take what it is told",
    async (direction) => {
      const { queued, open } = await start([limit({ direction })], { inspect });
      const { client, upstream } = await open();
      client.socket.pause();
      if (direction === "fromClient") await sendUntilUnread([{ wire: client, bytes: clientFrame("") }]);
      else await sendUntilUnread([{ wire: upstream, bytes: frame("") }]);
      expect(await settled(queued)).toBeLessThan(MOST_QUEUED);
    },
  );
});

describe("what is told in a tunnel", () => {
  it("waits for the end of a fragmented message under way, and comes before the next", async () => {
    const { open } = await start([limit()]);
    const { client, upstream } = await open();
    const begin = frame("frag", { isFinal: false });
    upstream.send(begin);
    await client.read(begin.length);
    client.send(
      Buffer.concat([clientFrame("a"), clientFrame("b"), clientFrame("c"), clientFrame("hi", { opcode: 9 })]),
    );
    // The ping behind them has passed: they have been refused.
    expect([await received(upstream), await received(upstream)]).toEqual(["a", "hi"]);
    const middle = [frame("hi", { opcode: 10 }), frame("ment", { opcode: 0, isFinal: false })];
    const end = frame("ed", { opcode: 0 });
    const next = [frame("ne", { isFinal: false }), frame("xt", { opcode: 0 })];
    upstream.send(Buffer.concat([...middle, end, ...next]));
    const expected = Buffer.concat([...middle, end, TOLD, TOLD, ...next]);
    expect(await client.read(expected.length)).toEqual(expected);
  });

  it("waits for the end of a frame under way, byte by byte", async () => {
    const { open } = await start([limit()]);
    const { client, upstream } = await open();
    const whole = frame("whole");
    upstream.send(whole.subarray(0, 3));
    await client.read(3);
    client.send(Buffer.concat([clientFrame("a"), clientFrame("b"), clientFrame("hi", { opcode: 9 })]));
    expect([await received(upstream), await received(upstream)]).toEqual(["a", "hi"]);
    for (const byte of whole.subarray(3)) upstream.send(Buffer.from([byte]));
    expect(await client.read(4 + TOLD.length)).toEqual(Buffer.concat([whole.subarray(3), TOLD]));
  });

  it("is not made room for by what the backend sends that is left out", async () => {
    const { queued, open } = await start([limit(), limit({ direction: "fromBackend", action: "drop" })]);
    const { client, upstream } = await open();
    client.socket.pause();
    await sendUntilUnread([
      { wire: client, bytes: clientFrame("") },
      { wire: upstream, bytes: frame("") },
    ]);
    expect(await settled(queued)).toBeLessThan(MOST_QUEUED);
  });

  it("has its sender wait for the end of a long message, and read again then", async () => {
    const { open } = await start([limit()]);
    const { client, upstream } = await open();
    client.socket.resume();
    const part = frame("x".repeat(60_000), { opcode: 0, isFinal: false });
    upstream.send(frame("begin", { isFinal: false }));
    const streaming = setInterval(() => {
      if (upstream.socket.writableLength < 1_000_000) upstream.send(part);
    });
    onTestFinished(() => clearInterval(streaming));
    await sendUntilUnread([{ wire: client, bytes: clientFrame("") }]);
    clearInterval(streaming);
    upstream.send(frame("end", { opcode: 0 }));
    // Half a million messages are answered one by one.
    await expect.poll(() => client.socket.writableLength, { timeout: 25_000 }).toBe(0);
  });

  it("has no compression agreed on, out of which no message could be taken", async () => {
    const { open } = await start([limit()]);
    expect((await open(deflate)).requestHead).not.toContain("permessage-deflate");
  });

  it("is told on no connection that was compressed before the rule: it closes as it did", async () => {
    const { backend, gateway, change } = await start([limit()], { tellsThrottled: false });
    const socket = new WebSocket(`ws://127.0.0.1:${gateway.wsPort}/echo/1.0.0`);
    onTestFinished(() => socket.terminate());
    const closed = once(socket, "close");
    const opened = once(socket, "open");
    const upstream = await backend.accept();
    const head = await upstream.readHead();
    upstream.send(upgradeResponse(head, deflate));
    await opened;
    change({ passRules: { tellsThrottled: true } });
    for (const message of ["a", "b"]) socket.send(message);
    expect((await closed)[0]).toBe(4429);
  });
});

it("is told uncompressed beside compression on an inspected topic", async () => {
  const { backend, gateway } = await start([limit()], { inspect: true });
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.wsPort}/echo/1.0.0`);
  onTestFinished(() => socket.terminate());
  const heard: string[] = [];
  socket.on("message", (data) => heard.push(String(data)));
  const opened = once(socket, "open");
  const upstream = await backend.accept();
  upstream.send(upgradeResponse(await upstream.readHead(), deflate));
  await opened;
  expect(socket.extensions).toContain("permessage-deflate");
  for (const message of ["x".repeat(5_000), "refused"]) socket.send(message);
  await once(socket, "message");
  upstream.send(frame("answer"));
  await once(socket, "message");
  expect(heard).toEqual([TOLD.subarray(2).toString(), "answer"]);
});

it("is told of a plan's quota as well", async () => {
  const backend = await startRawBackend();
  const quota = { unit: "messages", amount: 1, per: "month", directions: "both", action: "close" } as const;
  const gateway = await startGateway([
    planEntry({ quotas: [quota] }),
    applicationEntry(),
    credentialEntry(apiKey("secret")),
    routeEntry(route(backend.url, { security: { apiKey: true }, passRules: { tellsThrottled: true } })),
  ]);
  const { client, upstream } = await openPair(gateway.wsPort, backend, "/echo/1.0.0", { apikey: "secret" });
  client.send(Buffer.concat([clientFrame("a"), clientFrame("b")]));
  expect(await client.read(TOLD.length)).toEqual(TOLD);
  expect(await received(upstream)).toBe("a");
});
