// A client that says exactly what the Autobahn test suite's sections are about (RFC 6455): to a backend directly, through
// the gateway as bytes, and through the gateway as messages. What comes back must be the same.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { route, routeEntry, startGateway, topic } from "#gateway/data-plane/test-kit/gateway.ts";
import { dialWire, upgradeRequest } from "#gateway/data-plane/test-kit/wire.ts";

type Frame = {
  readonly opcode: number;
  readonly payload?: Buffer | string;
  readonly fin?: boolean;
  readonly rsv?: number;
  readonly isUnmasked?: boolean;
};
type Case = {
  readonly name: string;
  readonly frames: readonly Frame[];
  /** Bytes in a write; all at once where left out. */
  readonly chop?: number;
};

const MASK = [0x21, 0x43, 0x65, 0x87] as const;

function encode({ opcode, payload = "", fin = true, rsv = 0, isUnmasked = false }: Frame): Buffer {
  const bytes = Buffer.from(payload);
  const length = bytes.length;
  const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + extended);
  head[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  head[1] = (isUnmasked ? 0 : 0x80) | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) head.writeUInt16BE(length, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(length), 2);
  if (isUnmasked) return Buffer.concat([head, bytes]);
  return Buffer.concat([head, Buffer.from(MASK), bytes.map((byte, at) => byte ^ (MASK[at & 3] ?? 0))]);
}

function closing(code: number | null, reason: Buffer | string = ""): Frame {
  if (code === null) return { opcode: 8 };
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return { opcode: 8, payload: Buffer.concat([head, Buffer.from(reason)]) };
}

const text = (payload: Buffer | string, more: Partial<Frame> = {}): Frame => ({
  opcode: 1,
  payload,
  ...more,
});
const binary = (payload: Buffer | string, more: Partial<Frame> = {}): Frame => ({
  opcode: 2,
  payload,
  ...more,
});
const more = (payload: Buffer | string, isLast: boolean): Frame => ({ opcode: 0, payload, fin: isLast });
const ping = (payload = ""): Frame => ({ opcode: 9, payload });
const pong = (payload = ""): Frame => ({ opcode: 10, payload });
const bye = closing(1000, "bye");

const sizes = [0, 1, 125, 126, 127, 128, 65_535, 65_536, 1_048_576];
const validText = ["", "κόσμε", "\u0000", "\u{10ffff}", "a\ufffdb", "日本語 ".repeat(40)];
const invalidText = [
  "ff",
  "c080",
  "eda080",
  "f4908080",
  "e282",
  "80",
  "f0288cbc",
  "cebae1bdb9cf83ceeda080656469",
];

const cases: readonly Case[] = [
  // 1: framing
  ...sizes.flatMap((size) => [
    { name: `1 text of ${size}`, frames: [text("*".repeat(size)), bye] },
    { name: `1 binary of ${size}`, frames: [binary(Buffer.alloc(size, 0xfe)), bye] },
  ]),
  ...[1, 7, 997].map((chop) => ({
    name: `1 text of 2000 in pieces of ${chop}`,
    frames: [text("*".repeat(2_000)), bye],
    chop,
  })),
  // 2: pings and pongs
  { name: "2 ping without payload", frames: [ping(), bye] },
  { name: "2 ping with payload", frames: [ping("Hello, world!"), bye] },
  { name: "2 ping of 125", frames: [ping("p".repeat(125)), bye] },
  { name: "2 ping of 126", frames: [ping("p".repeat(126)), bye] },
  { name: "2 unsolicited pong", frames: [pong("unasked"), text("after"), bye] },
  { name: "2 ten pings", frames: [...Array.from({ length: 10 }, (_, index) => ping(`${index}`)), bye] },
  { name: "2 ping in pieces of 1", frames: [ping("octets"), bye], chop: 1 },
  // 3: reserved bits
  ...[1, 2, 3, 4, 7].map((rsv) => ({ name: `3 rsv ${rsv}`, frames: [text("small", { rsv }), bye] })),
  { name: "3 rsv on a ping", frames: [text("first"), { ...ping(), rsv: 1 }, bye] },
  // 4: opcodes
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode) => ({
    name: `4 opcode ${opcode}`,
    frames: [text("first"), { opcode, payload: "reserved" }, bye],
  })),
  // 5: fragmentation
  { name: "5 two fragments", frames: [text("frag", { fin: false }), more("ment", true), bye] },
  { name: "5 in pieces of 1", frames: [text("frag", { fin: false }), more("ment", true), bye], chop: 1 },
  { name: "5 ping between", frames: [text("a", { fin: false }), ping("mid"), more("b", true), bye] },
  { name: "5 empty fragments", frames: [text("", { fin: false }), more("", false), more("", true), bye] },
  { name: "5 fragmented ping", frames: [{ ...ping("a"), fin: false }, more("b", true), bye] },
  { name: "5 continuation of nothing", frames: [more("lost", true), bye] },
  { name: "5 continuation of nothing, not final", frames: [more("lost", false), text("x"), bye] },
  { name: "5 message within a message", frames: [text("a", { fin: false }), text("b"), bye] },
  {
    name: "5 fifty fragments",
    frames: [
      binary("x", { fin: false }),
      ...Array.from({ length: 49 }, (_, index) => more(`${index}`, index === 48)),
      bye,
    ],
  },
  // 6: UTF-8
  ...validText.map((payload, index) => ({ name: `6 valid text ${index}`, frames: [text(payload), bye] })),
  ...invalidText.map((hex) => ({
    name: `6 invalid text ${hex}`,
    frames: [text(Buffer.from(hex, "hex")), bye],
  })),
  {
    name: "6 a character over two fragments",
    frames: [text(Buffer.from("cebae1", "hex"), { fin: false }), more(Buffer.from("bdb9", "hex"), true), bye],
  },
  // 7: closing
  { name: "7 without a code", frames: [closing(null)] },
  { name: "7 payload of one byte", frames: [{ opcode: 8, payload: "x" }] },
  { name: "7 text after close", frames: [bye, text("too late")] },
  { name: "7 two closes", frames: [bye, closing(1001)] },
  { name: "7 longest reason", frames: [closing(1000, "r".repeat(123))] },
  { name: "7 reason too long", frames: [closing(1000, "r".repeat(124))] },
  { name: "7 reason not UTF-8", frames: [closing(1000, Buffer.from("cebae1bdb9cf83cebcceb5eda080", "hex"))] },
  ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999].map((code) => ({
    name: `7 code ${code}`,
    frames: [closing(code)],
  })),
  ...[0, 999, 1016, 1100, 2000, 2999, 5000].map((code) => ({
    name: `7 bad code ${code}`,
    frames: [closing(code)],
  })),
  // RFC 6455 section 5.1
  { name: "unmasked", frames: [text("bare", { isUnmasked: true }), bye] },
  // 9: many messages
  {
    name: "9 a thousand messages",
    frames: [...Array.from({ length: 1_000 }, (_, index) => text(`m${index}`)), bye],
  },
];

/** What came back, frame by frame, until the end of the stream. */
async function transcriptOf(port: number, path: string, { frames, chop }: Case): Promise<string[]> {
  const wire = await dialWire(port);
  wire.send(upgradeRequest(path));
  await wire.readHead();
  const bytes = Buffer.concat(frames.map(encode));
  const step = chop ?? bytes.length;
  for (let at = 0; at < bytes.length; at += step) wire.send(bytes.subarray(at, at + step));
  const answer = await wire.readAll();
  wire.socket.destroy();
  return describeFrames(answer);
}

function describeFrames(bytes: Buffer): string[] {
  const lines: string[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const first = bytes[at] ?? 0;
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
    const length =
      extended === 0
        ? short
        : extended === 2
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    const payload = bytes.subarray(at + 2 + extended, at + 2 + extended + length);
    at += 2 + extended + length;
    // Of a close that answers an error only the code counts: the words are each implementation's own.
    const isClose = (first & 0x0f) === 8;
    lines.push(
      isClose
        ? `close ${payload.length < 2 ? "without a code" : payload.readUInt16BE(0)}`
        : `${first.toString(16)} ${length} ${payload.toString("hex", 0, 64)}`,
    );
  }
  return lines;
}

describe("what a client says", () => {
  let backend: WebSocketServer;
  let port = 0;

  beforeAll(async () => {
    backend = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
    backend.on("connection", (socket) => {
      socket.on("error", () => {});
      socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    await once(backend, "listening");
    port = (backend.address() as AddressInfo).port; // listening on a port
  });
  afterAll(() => {
    for (const client of backend.clients) client.terminate();
    backend.close();
  });

  it.each(cases)("$name: the same through the gateway, as bytes and as messages", async (example) => {
    const record = route(`ws://127.0.0.1:${port}`, {
      topics: [
        topic("/raw", { uriMapping: "/" }),
        topic("/read", { uriMapping: "/", policy: { inspect: true, rateLimits: [] } }),
      ],
    });
    const gateway = await startGateway([routeEntry(record)]);
    const direct = await transcriptOf(port, "/", example);
    expect(direct.length).toBeGreaterThan(0);
    expect(await transcriptOf(gateway.wsPort, "/echo/1.0.0/raw", example)).toEqual(direct);
    expect(await transcriptOf(gateway.wsPort, "/echo/1.0.0/read", example)).toEqual(direct);
  });
});
