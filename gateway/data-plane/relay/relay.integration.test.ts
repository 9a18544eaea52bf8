// What passes between client and backend after, and together with, the handshake: byte for byte, in order.
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { acceptKey } from "#gateway/data-plane/http/response-head.ts";
import { clientFrame, closePayload, frame } from "#gateway/data-plane/test-kit/frames.ts";
import { route, routeEntry, startGateway, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import {
  dialWire,
  openPair,
  SAMPLE_KEY,
  startRawBackend,
  upgradeRequest,
  upgradeResponse,
} from "#gateway/data-plane/test-kit/wire.ts";
import { startSampleBackend } from "#gateway/sample/sample-backend.ts";
import type { RuntimeLimits } from "#lib/routes/limits.ts";

async function startBoth(limits: Partial<RuntimeLimits> = {}) {
  const backend = await startRawBackend();
  const gateway = await startGateway([routeEntry(route(backend.url, { limits }))]);
  return { backend, gateway };
}

async function startEcho() {
  const sample = await startSampleBackend({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => sample.close());
  const gateway = await startGateway([routeEntry(route(`ws://127.0.0.1:${sample.port}`))]);
  return { gateway, url: `ws://127.0.0.1:${gateway.wsPort}/echo/1.0.0/echo` };
}

/** The value of a counter once it has stopped growing. */
async function settled(read: () => number): Promise<number> {
  for (let value = -1, unchanged = 0; ; ) {
    const next = read();
    unchanged = next === value && next > 0 ? unchanged + 1 : 0;
    if (unchanged === 5) return next;
    value = next;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("the handshake's heads", () => {
  it("tells the backend who asks, and drops what is not its business", async () => {
    const { backend, gateway } = await startBoth();
    const { requestHead } = await openPair(gateway.wsPort, backend, "/echo/1.0.0/a%20b/?x=1", {
      Connection: "Upgrade, X-Hop",
      "X-Hop": "1",
      "Proxy-Authorization": "secret",
      TE: "trailers",
      Cookie: "a=b",
      Origin: "https://app.test",
      "X-Forwarded-For": "203.0.113.9",
      "X-Sluice-Application": "forged",
      traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "Sec-WebSocket-Extensions": "permessage-deflate",
    });
    const lines = requestHead.split("\r\n");
    expect(lines[0]).toBe("GET /a%20b/?x=1 HTTP/1.1");
    for (const line of [
      `Host: 127.0.0.1:${backend.port}`,
      "Origin: https://app.test",
      "X-Forwarded-For: 127.0.0.1",
      "X-Forwarded-Proto: http",
      "X-Forwarded-Host: gateway.test",
      "X-Sluice-Api: Echo/1.0.0",
      "Sec-WebSocket-Extensions: permessage-deflate",
      `Sec-WebSocket-Key: ${SAMPLE_KEY}`,
    ]) {
      expect(lines).toContain(line);
    }
    expect(requestHead).toMatch(
      /\r\ntraceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01\r\n/,
    );
    // A page's cookies pass only where its origin is on the API's list; see origin.integration.test.ts.
    expect(requestHead).not.toMatch(/X-Hop|Proxy-Auth|\r\nTE:|Cookie|forged|X-Sluice-Application/i);
  });

  it("returns the backend's choices and harmless headers, and nothing that leads to it", async () => {
    const backend = await startRawBackend();
    const gateway = await startGateway([routeEntry(route(`ws://localhost:${backend.port}`))]);
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest("/echo/1.0.0", { "Sec-WebSocket-Protocol": "chat, superchat" }));
    const upstream = await backend.accept();
    const answer = {
      "Sec-WebSocket-Protocol": "superchat",
      "Set-Cookie": "localhost=1; Path=/localhost",
      "X-Served-By": `localhost:${backend.port}`,
      Location: "http://internal/",
      Server: "internal/1.0",
    };
    upstream.send(upgradeResponse(await upstream.readHead(), answer));
    const head = await client.readHead();
    expect(head).toContain(`Sec-WebSocket-Accept: ${acceptKey(SAMPLE_KEY)}\r\n`);
    expect(head).toContain("Sec-WebSocket-Protocol: superchat\r\n");
    expect(head).toContain("Set-Cookie: localhost=1; Path=/echo/1.0.0\r\n");
    expect(head).not.toMatch(/internal|X-Served-By/);
  });

  it.each([
    ["sluice.v1, sluice.token.x", "sluice.v1"],
    ["sluice.v1, sluice.attempt.0123456789abcdef", "sluice.v1"],
    ["sluice.token.x", "sluice.token.x"],
    ["chat, sluice.token.x", null],
    ["chat", null],
  ])("answers the offer %s with %s where the backend picks none", async (offer, answer) => {
    const { backend, gateway } = await startBoth();
    const pair = await openPair(gateway.wsPort, backend, "/echo/1.0.0", { "Sec-WebSocket-Protocol": offer });
    expect(/Sec-WebSocket-Protocol: (.*)\r/.exec(pair.response)?.[1] ?? null).toBe(answer);
    expect(pair.requestHead).not.toMatch(/sluice\.(v1|attempt)/);
  });

  it("maps the topic onto the backend's URL", async () => {
    const backend = await startRawBackend();
    const topics = [topic("/rooms/{roomID}", { uriMapping: "/rooms?room={roomID}" })];
    const gateway = await startGateway([routeEntry(route(`${backend.url}/base?v=1`, { topics }))]);
    const pair = await openPair(gateway.wsPort, backend, "/echo/1.0.0/rooms/a%20b%26c?x=%20&room=forged&x=2");
    expect(pair.requestHead.split("\r\n")[0]).toBe("GET /base/rooms?v=1&room=a%20b%26c&x=%20&x=2 HTTP/1.1");
  });
});

describe("frames", () => {
  it("delivers what a backend sends together with its 101", async () => {
    const { backend, gateway } = await startBoth();
    const client = await dialWire(gateway.wsPort);
    client.send(upgradeRequest("/echo/1.0.0"));
    const upstream = await backend.accept();
    const first = Buffer.from(upgradeResponse(await upstream.readHead()), "latin1");
    upstream.send(Buffer.concat([first, frame("hello"), frame("again")]));
    await client.readHead();
    expect(await client.read(14)).toEqual(Buffer.concat([frame("hello"), frame("again")]));
  });

  it("delivers what a client sends together with its request", async () => {
    const { backend, gateway } = await startBoth();
    const client = await dialWire(gateway.wsPort);
    const early = clientFrame("early");
    client.send(Buffer.concat([Buffer.from(upgradeRequest("/echo/1.0.0"), "latin1"), early]));
    const upstream = await backend.accept();
    const head = await upstream.readHead();
    client.send(early);
    upstream.send(upgradeResponse(head));
    expect(await upstream.read(early.length * 2)).toEqual(Buffer.concat([early, early]));
  });

  it("reads a handshake and frames that arrive byte by byte, both ways", async () => {
    const { backend, gateway } = await startBoth();
    const client = await dialWire(gateway.wsPort);
    for (const byte of Buffer.from(upgradeRequest("/echo/1.0.0"))) client.send(Buffer.from([byte]));
    const upstream = await backend.accept();
    for (const byte of Buffer.from(upgradeResponse(await upstream.readHead())))
      upstream.send(Buffer.from([byte]));
    await client.readHead();
    const up = Buffer.concat([
      clientFrame("up"),
      clientFrame("x".repeat(200)),
      clientFrame("", { opcode: 9 }),
    ]);
    const down = Buffer.concat([frame("down"), frame("y".repeat(200)), frame("", { opcode: 10 })]);
    for (const byte of up) client.send(Buffer.from([byte]));
    for (const byte of down) upstream.send(Buffer.from([byte]));
    expect(await upstream.read(up.length)).toEqual(up);
    expect(await client.read(down.length)).toEqual(down);
  });

  it("passes fragments, control frames between them and reserved bits untouched, and counts messages", async () => {
    const { backend, gateway } = await startBoth();
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    const bytes = Buffer.concat([
      clientFrame("Hel", { isFinal: false }),
      clientFrame("ping", { opcode: 9 }),
      clientFrame("lo", { opcode: 0 }),
      Buffer.from([0xc2, 0x81, 1, 2, 3, 4, 5]),
    ]);
    client.send(bytes);
    expect(await upstream.read(bytes.length)).toEqual(bytes);
    expect(gateway.plane.stats()).toMatchObject({
      messagesIn: 2,
      bytesIn: 6,
      messagesOut: 0,
      openConnections: 1,
    });
  });

  it("passes 16 MB messages either way, and makes the writer wait for a reader that sleeps", async () => {
    const { backend, gateway } = await startBoth();
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    const big = Buffer.alloc(16 * 1024 * 1024, "0123456789abcdef~");
    const passed = (): number => gateway.plane.stats().bytesIn + gateway.plane.stats().bytesOut;
    for (const [from, to, message] of [
      [upstream, client, frame(big, { opcode: 2 })],
      [client, upstream, clientFrame(big, { opcode: 2 })],
    ] as const) {
      const before = passed();
      const messages = Buffer.concat([message, message]);
      to.socket.pause();
      from.send(messages);
      // What fits into the kernel's buffers passes; a gateway without backpressure would take in all of it.
      expect((await settled(passed)) - before).toBeLessThan(2 * big.length);
      to.socket.resume();
      expect((await to.read(messages.length)).equals(messages)).toBe(true);
    }
  });

  it("keeps many backends' bytes apart when their clients read slowly", async () => {
    // All backend sockets of a worker read into one slab; a write that is still pending must not point into it.
    const { backend, gateway } = await startBoth();
    const pairs = [];
    for (const byte of [1, 2, 3]) {
      const pair = await openPair(gateway.wsPort, backend);
      pairs.push({ ...pair, message: frame(Buffer.alloc(16 * 1024 * 1024, byte), { opcode: 2 }) });
    }
    for (const { client, upstream, message } of pairs) {
      client.socket.pause();
      upstream.send(message);
    }
    // More than the kernel's buffers hold: writes are pending in the gateway, on all three at once.
    expect(await settled(() => gateway.plane.stats().bytesOut)).toBeLessThan(3 * 16 * 1024 * 1024);
    for (const { client } of pairs) client.socket.resume();
    for (const { client, message } of pairs) {
      expect((await client.read(message.length)).equals(message)).toBe(true);
    }
  });

  it("carries permessage-deflate end to end", async () => {
    const { gateway, url } = await startEcho();
    const client = new WebSocket(url, { perMessageDeflate: { threshold: 0 } });
    onTestFinished(() => client.terminate());
    await once(client, "open");
    expect(client.extensions).toContain("permessage-deflate");
    client.send("a".repeat(10_000));
    const [data] = await once(client, "message");
    expect(String(data)).toBe("a".repeat(10_000));
    expect(gateway.plane.stats().bytesIn).toBeLessThan(1_000);
  });
});

describe("closing", () => {
  it.each([1000, 1001, 1011, 3000, 4999])("carries close code %i and its reason both ways", async (code) => {
    const { backend, gateway } = await startBoth();
    const fromClient = await openPair(gateway.wsPort, backend);
    const up = clientFrame(closePayload(code, "bye"), { opcode: 8 });
    fromClient.client.send(up);
    expect(await fromClient.upstream.read(up.length)).toEqual(up);

    const fromBackend = await openPair(gateway.wsPort, backend);
    const down = frame(closePayload(code, "bye"), { opcode: 8 });
    fromBackend.upstream.send(down);
    expect(await fromBackend.client.read(down.length)).toEqual(down);
  });

  it("lets a whole closing handshake through and forgets the connection", async () => {
    const { gateway, url } = await startEcho();
    const client = new WebSocket(url);
    await once(client, "open");
    client.close(3456, "done");
    const [code, reason] = await once(client, "close");
    expect([code, String(reason)]).toEqual([3456, "done"]);
    await expect.poll(() => gateway.plane.stats().openConnections, { interval: 5 }).toBe(0);
  });

  it("delivers what a backend still has to say after the client's Close and FIN", async () => {
    const { backend, gateway } = await startBoth();
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    const close = clientFrame(closePayload(1000), { opcode: 8 });
    client.send(close);
    client.socket.end();
    expect(await upstream.readAll()).toEqual(close);
    const last = Buffer.concat([frame("last words"), frame(closePayload(1000), { opcode: 8 })]);
    upstream.send(last);
    upstream.socket.end();
    expect(await client.readAll()).toEqual(last);
    await expect.poll(() => gateway.plane.stats().openConnections, { interval: 5 }).toBe(0);
  });

  it("tells the sender of too big a message 1009 and the peer 1001, and passes none of it", async () => {
    const { backend, gateway } = await startBoth({ maxMessageBytes: 10 });
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    const fits = clientFrame("0123456789");
    client.send(
      Buffer.concat([fits, clientFrame("01234567", { isFinal: false }), clientFrame("890", { opcode: 0 })]),
    );
    await upstream.read(fits.length + 14);
    const toUpstream = await upstream.readAll();
    expect([toUpstream[0], toUpstream[1]]).toEqual([0x88, 0x80 | (toUpstream.length - 6)]);
    const mask = toUpstream.subarray(2, 6);
    const unmasked = toUpstream.subarray(6).map((byte, index) => byte ^ (mask[index & 3] ?? 0));
    expect(Buffer.from(unmasked).readUInt16BE(0)).toBe(1001);
    expect((await client.readAll()).readUInt16BE(2)).toBe(1009);
  });

  it("tells the client 1001 where it is the backend whose message is too big", async () => {
    const { backend, gateway } = await startBoth({ maxBackendMessageBytes: 10 });
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    upstream.send(frame("01234567890"));
    expect((await client.readAll()).readUInt16BE(2)).toBe(1001);
    expect((await upstream.readAll()).length).toBeGreaterThan(0);
  });

  it("never relays a code that must not be sent", async () => {
    const { backend, gateway } = await startBoth();
    const { client, upstream } = await openPair(gateway.wsPort, backend);
    upstream.send(frame(closePayload(1006), { opcode: 8 }));
    expect((await client.readAll()).readUInt16BE(2)).toBe(1014);
  });
});
