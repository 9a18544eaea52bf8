// The frame scanner against literal bytes, each stream cut at every offset.

import { describe, expect, it } from "vitest";
import { FrameScanner, NO_CLOSE_CODE, scanOutcome } from "#gateway/data-plane/frames/frame-scanner.ts";
import { type Meter, type MeterVerdict, meterVerdict } from "#gateway/data-plane/limits/meter.ts";
import { encodePing } from "#gateway/data-plane/relay/heartbeat.ts";

type Seen = { passed: Buffer; scanner: FrameScanner; lastOutcome: number };

/** Scans pieces as the tunnel does: what may not pass yet comes again in front of the next piece. */
function scanPieces(pieces: readonly Uint8Array[], maxMessageBytes = 0): Seen {
  return scanWith(new FrameScanner(maxMessageBytes), pieces);
}

function scanWith(scanner: FrameScanner, pieces: readonly Uint8Array[]): Seen {
  const passed: Uint8Array[] = [];
  let held: Uint8Array = Buffer.alloc(0);
  for (const piece of pieces) {
    let chunk: Uint8Array = Buffer.concat([held, piece]);
    for (;;) {
      const size = scanner.scan(chunk);
      passed.push(chunk.subarray(0, size));
      chunk = chunk.subarray(size);
      if (scanner.outcome !== scanOutcome.skip) break;
      chunk = chunk.subarray(scanner.skippedBytes);
    }
    held = chunk;
    if (scanner.outcome > scanOutcome.incompleteHead) break;
  }
  return { passed: Buffer.concat(passed), scanner, lastOutcome: scanner.outcome };
}

function everySplit(bytes: Buffer): Buffer[][] {
  const splits = Array.from({ length: bytes.length + 1 }, (_, at) => [
    bytes.subarray(0, at),
    bytes.subarray(at),
  ]);
  const single = Array.from(bytes, (byte) => Buffer.from([byte]));
  return [...splits, single];
}

const hello = Buffer.from([0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]);
const maskedHello = Buffer.from([0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]);
const binary256 = Buffer.concat([Buffer.from([0x82, 0x7e, 0x01, 0x00]), Buffer.alloc(256, 7)]);
const binary64k = Buffer.concat([Buffer.from([0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0]), Buffer.alloc(65_536, 7)]);
const fragmentedWithPing = Buffer.from([
  0x01, 0x03, 0x48, 0x65, 0x6c, 0x89, 0x02, 0x68, 0x69, 0x80, 0x02, 0x6c, 0x6f,
]);
const maskedClose1000 = Buffer.from([0x88, 0x82, 0x37, 0xfa, 0x21, 0x3d, 0x34, 0x12]);
const close4321WithReason = Buffer.from([0x88, 0x05, 0x10, 0xe1, 0x62, 0x79, 0x65]);

const streams = [
  { name: "an unmasked text", bytes: hello, messages: 1, frames: 1, payloadBytes: 5, closeCode: 0 },
  { name: "a masked text", bytes: maskedHello, messages: 1, frames: 1, payloadBytes: 5, closeCode: 0 },
  { name: "a 16-bit length", bytes: binary256, messages: 1, frames: 1, payloadBytes: 256, closeCode: 0 },
  {
    name: "fragments around a ping",
    bytes: fragmentedWithPing,
    messages: 1,
    frames: 3,
    payloadBytes: 5,
    closeCode: 0,
  },
  {
    name: "an empty text",
    bytes: Buffer.from([0x81, 0x00]),
    messages: 1,
    frames: 1,
    payloadBytes: 0,
    closeCode: 0,
  },
  {
    name: "a masked Close 1000",
    bytes: maskedClose1000,
    messages: 0,
    frames: 1,
    payloadBytes: 0,
    closeCode: 1000,
  },
  {
    name: "a Close with reason",
    bytes: close4321WithReason,
    messages: 0,
    frames: 1,
    payloadBytes: 0,
    closeCode: 4321,
  },
  {
    name: "a bare Close",
    bytes: Buffer.from([0x88, 0x00]),
    messages: 0,
    frames: 1,
    payloadBytes: 0,
    closeCode: NO_CLOSE_CODE,
  },
  {
    name: "a reserved opcode",
    bytes: Buffer.from([0x83, 0x01, 0x00]),
    messages: 1,
    frames: 1,
    payloadBytes: 1,
    closeCode: 0,
  },
  {
    name: "several frames in a row",
    bytes: Buffer.concat([maskedHello, hello, fragmentedWithPing, binary256, maskedClose1000]),
    messages: 4,
    frames: 7,
    payloadBytes: 271,
    closeCode: 1000,
  },
];

describe("FrameScanner", () => {
  it.each(streams)("reads $name, split at every offset", ({ bytes, ...expected }) => {
    for (const pieces of everySplit(bytes)) {
      const { passed, scanner } = scanPieces(pieces);
      const { messages, frames, payloadBytes, closeCode, wireBytes } = scanner;
      expect(expected).toMatchObject({ messages, frames, payloadBytes, closeCode });
      expect(passed.equals(bytes) && wireBytes === bytes.length && scanner.isAtMessageBoundary).toBe(true);
    }
  });

  it("reads a 64-bit length", () => {
    for (let at = 0; at <= 20; at++) {
      const { scanner } = scanPieces([binary64k.subarray(0, at), binary64k.subarray(at)]);
      expect([scanner.messages, scanner.payloadBytes, scanner.isAtFrameBoundary]).toEqual([1, 65_536, true]);
    }
  });

  it("never lets part of a head pass", () => {
    for (let at = 1; at < 6; at++) {
      const { passed, lastOutcome } = scanPieces([maskedHello.subarray(0, at)]);
      expect([passed.length, lastOutcome]).toEqual([0, scanOutcome.incompleteHead]);
    }
  });

  it("knows frame from message boundaries", () => {
    const { scanner } = scanPieces([fragmentedWithPing.subarray(0, 5)]);
    expect([scanner.isAtFrameBoundary, scanner.isAtMessageBoundary]).toEqual([true, false]);
  });

  it("stops before a frame that makes its message too big, at every split", () => {
    for (const pieces of everySplit(Buffer.concat([hello, fragmentedWithPing]))) {
      const { passed, lastOutcome, scanner } = scanPieces(pieces, 4);
      expect([passed.length, lastOutcome, scanner.messages]).toEqual([0, scanOutcome.messageTooBig, 0]);
    }
    for (const pieces of everySplit(fragmentedWithPing)) {
      const { passed, lastOutcome } = scanPieces(pieces, 4);
      expect([passed.length, lastOutcome]).toEqual([9, scanOutcome.messageTooBig]);
    }
  });

  it.each([
    ["a ping", [0x89, 0x7e, 0x01, 0x00]],
    ["a pong in a 64-bit length", [0x8a, 0x7f, 0, 0, 0, 0, 0, 0, 0x01, 0x00]],
    ["a Close", [0x88, 0x7e, 0x01, 0x00]],
    ["a reserved control frame", [0x8b, 0x7e, 0x01, 0x00]],
  ])("stops before %s beyond the limit and a control frame's 125 bytes", (_name, head) => {
    const bytes = Buffer.concat([hello, Buffer.from(head), Buffer.alloc(256, 7)]);
    const { passed, lastOutcome } = scanPieces([bytes], 255);
    expect([passed.length, lastOutcome]).toEqual([hello.length, scanOutcome.messageTooBig]);
    expect(scanPieces([bytes], 256).lastOutcome).toBe(scanOutcome.pass);
    expect(scanPieces([bytes], 0).lastOutcome).toBe(scanOutcome.pass);
  });

  it("lets a control frame of 125 bytes pass under a smaller limit", () => {
    const ping = Buffer.concat([Buffer.from([0x89, 0x7d]), Buffer.alloc(125, 7)]);
    expect(scanPieces([ping], 4).lastOutcome).toBe(scanOutcome.pass);
  });

  it("sums an unfinished message that is begun anew again and again, at every split", () => {
    const begun = Buffer.from([0x01, 0x03, 0x48, 0x65, 0x6c]);
    for (const pieces of everySplit(Buffer.concat([begun, begun, begun]))) {
      const { passed, lastOutcome } = scanPieces(pieces, 8);
      expect([passed.length, lastOutcome]).toEqual([10, scanOutcome.messageTooBig]);
    }
    expect(scanPieces([begun, begun, hello], 10).lastOutcome).toBe(scanOutcome.messageTooBig);
    expect(scanPieces([begun, begun, hello, hello], 11).scanner.messages).toBe(2);
  });

  it("lets a message of exactly the limit pass", () => {
    expect(scanPieces([hello, fragmentedWithPing], 5).scanner.messages).toBe(2);
  });

  it.each([
    ["with the top bit", [0x82, 0x7f, 0x80, 0, 0, 0, 0, 0, 0, 1]],
    ["beyond 2^53", [0x82, 0x7f, 0x00, 0x20, 0, 0, 0, 0, 0, 0]],
    ["in a Close frame", [0x88, 0x7f, 0xff, 0, 0, 0, 0, 0, 0, 0]],
    ["in a ping", [0x89, 0x7f, 0xff, 0, 0, 0, 0, 0, 0, 0]],
  ])("stops at a length %s, without a limit too", (_name, head) => {
    const { passed, lastOutcome } = scanPieces([Buffer.from(head), Buffer.alloc(100)]);
    expect([passed.length, lastOutcome]).toEqual([0, scanOutcome.messageTooBig]);
  });

  it("sums continuations beyond 2^53 without losing count", () => {
    const first = Buffer.from([0x02, 0x7f, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    expect(scanPieces([first]).scanner.isAtFrameBoundary).toBe(false);
  });

  it.each([1004, 1005, 1006, 1015])("stops before a Close frame with %i", (code) => {
    const close = Buffer.from([0x88, 0x02, code >> 8, code & 0xff]);
    for (const pieces of everySplit(Buffer.concat([hello, close]))) {
      const { passed, lastOutcome } = scanPieces(pieces);
      expect([passed.length, lastOutcome]).toEqual([hello.length, scanOutcome.forbiddenCloseCode]);
    }
  });

  it("stops at the end of the frame when asked to, and keeps stopping", () => {
    const scanner = new FrameScanner(0);
    scanner.scan(hello.subarray(0, 4));
    scanner.stopsAtFrameBoundary = true;
    expect(scanner.scan(Buffer.concat([hello.subarray(4), hello]))).toBe(3);
    expect([scanner.outcome, scanner.isAtFrameBoundary]).toEqual([scanOutcome.frameBoundary, true]);
    expect(scanner.scan(hello)).toBe(0);
  });
});

/** A meter that gives these verdicts one after another, and then lets pass; it counts what it is charged. */
class ScriptedMeter implements Meter {
  readonly exceeded = "a test's limit";
  readonly charged = { messages: 0, bytes: 0 };
  readonly #verdicts: MeterVerdict[];

  constructor(...verdicts: MeterVerdict[]) {
    this.#verdicts = verdicts;
  }

  judgeControl(): MeterVerdict {
    return meterVerdict.pass;
  }

  judge(): MeterVerdict {
    return this.#verdicts.shift() ?? meterVerdict.pass;
  }

  charge(messages: number, bytes: number): number {
    this.charged.messages += messages;
    this.charged.bytes += bytes;
    return messages;
  }
}

describe("FrameScanner with a meter", () => {
  const { pass, drop, close } = meterVerdict;
  const ping = fragmentedWithPing.subarray(5, 9);

  it("leaves out a message that is dropped, with all its fragments, and lets the ping between them pass", () => {
    const bytes = Buffer.concat([maskedHello, fragmentedWithPing, binary256, hello]);
    for (const pieces of everySplit(bytes)) {
      const meter = new ScriptedMeter(pass, drop, drop, pass);
      const { passed, scanner } = scanWith(new FrameScanner(0, meter), pieces);
      scanner.takeHoldMs();
      expect(passed).toEqual(Buffer.concat([maskedHello, ping, hello]));
      expect([scanner.messages, scanner.payloadBytes, scanner.frames]).toEqual([2, 10, 3]);
      expect([meter.charged, scanner.wireBytes]).toEqual([
        { messages: 2, bytes: 10 + ping.length - 2 },
        bytes.length,
      ]);
    }
  });

  it("stands at a frame boundary while it leaves a frame out", () => {
    const { scanner } = scanWith(new FrameScanner(0, new ScriptedMeter(drop)), [binary256.subarray(0, 40)]);
    expect(scanner.isAtFrameBoundary).toBe(true);
  });

  it("stops before the message that is too much, at every split", () => {
    for (const pieces of everySplit(Buffer.concat([hello, fragmentedWithPing, maskedHello]))) {
      const { passed, lastOutcome } = scanWith(
        new FrameScanner(0, new ScriptedMeter(pass, pass, close)),
        pieces,
      );
      expect(passed).toEqual(Buffer.concat([hello, fragmentedWithPing]));
      expect(lastOutcome).toBe(scanOutcome.meterCloses);
    }
  });

  it("finishes a message by the limits it began with", () => {
    const scanner = new FrameScanner(5, new ScriptedMeter(drop));
    scanWith(scanner, [fragmentedWithPing.subarray(0, 9)]);
    scanner.setLimits(4, null, 0);
    expect(scanWith(scanner, [fragmentedWithPing.subarray(9)]).passed).toHaveLength(0);
    expect(scanWith(scanner, [hello]).lastOutcome).toBe(scanOutcome.messageTooBig);
  });

  it("judges a message before it looks at its size, which counts where it passes", () => {
    const outcomes = [drop, close, pass].map(
      (verdict) => scanWith(new FrameScanner(100, new ScriptedMeter(verdict)), [binary256]).lastOutcome,
    );
    expect(outcomes).toEqual([scanOutcome.pass, scanOutcome.meterCloses, scanOutcome.messageTooBig]);
  });

  it("tells for how long to read no more, once", () => {
    const { scanner } = scanWith(new FrameScanner(0, new ScriptedMeter()), [hello, hello]);
    expect([scanner.takeHoldMs(), scanner.takeHoldMs()]).toEqual([1, 0]);
  });
});

describe("FrameScanner after a ping of the gateway", () => {
  const id = 0x0102_0304_05ff;
  const pong = encodePing(id, null);
  pong[0] = 0x8a;
  const maskedPong = encodePing(id, Buffer.from([9, 8, 7, 6]));
  maskedPong[0] = 0x8a;
  const foreignPong = encodePing(id + 1, null);
  foreignPong[0] = 0x8a;

  it("leaves out the answer and nothing else, at every split", () => {
    const around = [hello, fragmentedWithPing.subarray(0, 5), fragmentedWithPing.subarray(5)];
    for (const answer of [pong, maskedPong]) {
      const bytes = Buffer.concat([
        foreignPong,
        ...around.flatMap((it) => [it, answer]),
        encodePing(id, null),
      ]);
      for (const pieces of everySplit(bytes)) {
        const scanner = new FrameScanner(0);
        scanner.heartbeatId = id;
        const { passed } = scanWith(scanner, pieces);
        expect(passed).toEqual(Buffer.concat([foreignPong, ...around, encodePing(id, null)]));
      }
    }
  });

  it("lets such a pong pass where it has sent no ping", () => {
    expect(scanPieces([pong]).passed).toEqual(pong);
  });

  it("knows the last frame", () => {
    const { scanner } = scanPieces([maskedHello, fragmentedWithPing.subarray(0, 5)]);
    expect(scanner.lastFrame).toEqual({ opcode: 1, isFinal: false, payloadBytes: 3 });
    expect(new FrameScanner(0).lastFrame).toBe(null);
  });
});
